use crate::render::{Column, Line, Look, Table};
use crate::report::ds_summary::NodeGroup;

/// How each DaemonSet, given as namespace and name, covers the nodes that share a label's value or taints.
pub fn groups(by: &str, items: &[(String, String, Vec<NodeGroup>)], look: &Look) -> String {
    let mut table = Table::new([
        Column::cut("NAMESPACE"),
        Column::cut("NAME"),
        Column::wrap("GROUP"),
        Column::new("NODES"),
        Column::new("DESIRED"),
        Column::new("READY"),
        Column::new("MISSCHEDULED"),
    ]);
    for (namespace, name, groups) in items {
        for group in groups {
            let ready =
                if group.ready < group.desired { look.styles.bad } else { look.styles.good };
            let misscheduled = match group.misscheduled {
                0 => Line::of("0"),
                n => Line::new().styled(look.styles.warning, &n.to_string()),
            };
            table.row([
                Line::of(namespace),
                Line::of(name),
                Line::of(group.value.as_deref().unwrap_or_default()),
                Line::of(&group.nodes.to_string()),
                Line::of(&group.desired.to_string()),
                Line::new().styled(ready, &group.ready.to_string()),
                misscheduled,
            ]);
        }
    }
    let heading = Line::of("Nodes by ").styled(look.styles.strong, by).paragraph(look, 0);
    format!("{heading}\n{}", table.print(look))
}
