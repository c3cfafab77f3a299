//! What users meet, held by running it.

mod architecture;
