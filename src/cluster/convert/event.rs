use super::malformed::{Malformed, time};
use super::object;
use crate::cluster::wire;
use crate::model::{Event, Interner, ObjectReference, Text};

object!(Event -> Event, Events, "Event" in ["", "events.k8s.io"], events, times);

fn convert(event: &wire::Event, interner: &mut Interner) -> Result<Event, Malformed> {
    let involved = &event.involved_object;
    let source = match &*event.source.component {
        "" => &event.reporting_component,
        component => component,
    };
    let series = event.series.as_ref();
    let count = event.count.max(series.map_or(0, |series| series.count));
    Ok(Event {
        involved: ObjectReference {
            kind: interner.text(&involved.kind),
            namespace: interner.text(&involved.namespace),
            name: Text::from(&*involved.name),
            uid: Text::from(&*involved.uid),
        },
        reason: interner.text(&event.reason),
        message: interner.text(&String::from_utf8_lossy(&event.message)),
        warning: event.kind == "Warning",
        count: u32::try_from(count).unwrap_or(0).max(1),
        last_seen: last_seen(event)?,
        source: interner.text(source),
    })
}

/// `series.lastObservedTime`, else `lastTimestamp`, else `eventTime`, else `firstTimestamp`: the
/// scheduler's events have only the third. The time of creation is better than none.
fn last_seen(event: &wire::Event) -> Result<Option<crate::model::Time>, Malformed> {
    let series = event.series.as_ref().and_then(|series| series.last_observed_time);
    for (told, field) in [
        (series, "series.lastObservedTime"),
        (event.last_timestamp, "lastTimestamp"),
        (event.event_time, "eventTime"),
        (event.first_timestamp, "firstTimestamp"),
        (event.metadata.creation_timestamp, "metadata.creationTimestamp"),
    ] {
        if let Some(time) = time(told, field)? {
            return Ok(Some(time));
        }
    }
    Ok(None)
}

fn times(event: &wire::Event) -> Vec<wire::Time> {
    let series = event.series.as_ref().and_then(|series| series.last_observed_time);
    let told = [event.first_timestamp, event.last_timestamp, event.event_time, series];
    told.into_iter().chain([event.metadata.creation_timestamp]).flatten().collect()
}
