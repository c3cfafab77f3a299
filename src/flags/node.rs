use clap::Args;

/// Which nodes an answer shows.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Scope")]
pub struct NodeFlags {
    /// Show these nodes only; repeat the flag or separate names with commas
    #[arg(long, value_name = "NODE", value_delimiter = ',')]
    pub node: Vec<String>,

    /// Show the nodes only that carry these labels (e.g. --node-selector disk=ssd,pool!=spot)
    #[arg(long, value_name = "SELECTOR")]
    pub node_selector: Option<String>,
}
