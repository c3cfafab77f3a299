# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_kubectl_workloads_global_optspecs
    string join \n h/help
end

function __fish_kubectl_workloads_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_kubectl_workloads_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_kubectl_workloads_using_subcommand
    set -l cmd (__fish_kubectl_workloads_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c kubectl-workloads -n "__fish_kubectl_workloads_needs_command" -s h -l help -d 'Print help'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_needs_command" -f -a "ds-coverage" -d 'Show which nodes each DaemonSet should be on, is on, and is not, and why'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_needs_command" -f -a "ds-diagnose" -d 'Tell why daemon Pods are absent, Pending or not ready, and what to do about it'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_needs_command" -f -a "snapshot" -d 'Write a file with what the other subcommands need, for their --snapshot'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_needs_command" -f -a "job-wait" -d 'Wait until Jobs complete or fail, show how far they are, and tell why they failed'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_needs_command" -f -a "job-history" -d 'Show what Jobs did: outcome, reason, exit codes, durations, retries and indexes of their attempts'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_needs_command" -f -a "cronjob-history" -d 'Show what CronJobs did, did not do, and will do: runs, missed due times and their causes, what is next'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_needs_command" -f -a "completion" -d 'Print a completion script, or make \'kubectl workloads <TAB>\' complete'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_needs_command" -f -a "version" -d 'Print the version'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -s n -l namespace -d 'If present, the namespace scope for this CLI request' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -s l -l selector -d 'Label selector of the DaemonSets: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l field-selector -d 'Field selector of the DaemonSets: =, ==, != (e.g. --field-selector metadata.name=x)' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l node -d 'Show these nodes only; repeat the flag or separate names with commas' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l node-selector -d 'Show the nodes only that carry these labels (e.g. --node-selector disk=ssd,pool!=spot)' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l only -d 'Show the nodes in these states only, separated by commas' -r -f -a "ready\t''
notready\t''
pending\t''
missing\t''
misscheduled\t''
excluded\t''
wouldschedule\t''
wouldpend\t''"
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -s f -l filename -d 'Preview the DaemonSet of this manifest, or of stdin (-), before it is applied: where the controller would want its Pods, and which of them the scheduler would bind' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l group-by -d 'Count by the value of a node label (zone, pool, …), or by taints' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l timeout -d 'With --watch or --wait: give up after this long (1s, 2m, 3h) with exit code 124; 0 looks once, a negative one is a week. Without it, never' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -s o -l output -d 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l sort-by -d 'Sort the items by this field of the JSON answer, e.g. \'{.ready}\' or .name' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR, CLICOLOR and TERM count where this is auto' -r -f -a "auto\t'On a terminal that shows it'
always\t''
never\t''"
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l kubeconfig -d 'Path to the kubeconfig file to use for CLI requests' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l context -d 'The name of the kubeconfig context to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l cluster -d 'The name of the kubeconfig cluster to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l user -d 'The name of the kubeconfig user to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -s s -l server -d 'The address and port of the Kubernetes API server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l as -d 'Username to impersonate for the operation: a regular user or a service account in a namespace' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l as-group -d 'Group to impersonate for the operation; repeat the flag for several groups' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l as-uid -d 'UID to impersonate for the operation' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l as-user-extra -d 'Extra attribute to impersonate for the operation; repeat the flag for several' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l token -d 'Bearer token for authentication to the API server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l certificate-authority -d 'Path to a cert file for the certificate authority' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l client-certificate -d 'Path to a client certificate file for TLS' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l client-key -d 'Path to a client key file for TLS' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l tls-server-name -d 'Server name to use for server certificate validation; without it, the hostname used to contact the server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l request-timeout -d 'The length of time to wait before giving up on a single server request: seconds, or with a unit (1s, 2m, 3h); 0 means no timeout' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -s v -l v -d 'Number for the log level verbosity: above 0, each request is told' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l snapshot -d 'Answer from a recorded cluster instead of a live one: a file or folder as \'kubectl get -o json\', \'kubectl cluster-info dump\' or \'kubectl workloads snapshot\' write it, or - for stdin; JSON or YAML, plain or gzip; repeat the flag for several' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l chunk-size -d 'Return large lists in chunks of this many objects rather than all at once; 0 for one chunk' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -s A -l all-namespaces -d 'Look in all namespaces, whatever --namespace and the context say'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l by-node -d 'Draw nodes × DaemonSets, a character per pair'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l all -d 'Show the DaemonSets that are where they should be too, and name every node'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l exit-code -d 'Exit with 1 if a DaemonSet is not where it should be'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l ignore-not-ready-nodes -d 'With --exit-code or --wait: Pods on nodes that are themselves not ready are nothing wrong'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -s w -l watch -d 'Show the answer again whenever it changes'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l wait -d 'Wait until every DaemonSet is where it should be, then answer'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l required-permissions -d 'Print the ClusterRole that this needs, and exit'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l no-headers -d 'When using the table, wide or csv format, don\'t print headers'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l ascii -d 'Draw with ASCII characters only'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l insecure-skip-tls-verify -d 'If true, the server\'s certificate will not be checked for validity; this makes your HTTPS connections insecure'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -l disable-compression -d 'If true, opt out of response compression for all requests to the server'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-coverage" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -s n -l namespace -d 'If present, the namespace scope for this CLI request' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -s l -l selector -d 'Label selector of the DaemonSets: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l field-selector -d 'Field selector of the DaemonSets: =, ==, != (e.g. --field-selector metadata.name=x)' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l log-lines -d 'How many log lines are shown of a container that failed, of a live cluster; 0: none are read' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -s o -l output -d 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l sort-by -d 'Sort the items by this field of the JSON answer, e.g. \'{.ready}\' or .name' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR, CLICOLOR and TERM count where this is auto' -r -f -a "auto\t'On a terminal that shows it'
always\t''
never\t''"
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l kubeconfig -d 'Path to the kubeconfig file to use for CLI requests' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l context -d 'The name of the kubeconfig context to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l cluster -d 'The name of the kubeconfig cluster to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l user -d 'The name of the kubeconfig user to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -s s -l server -d 'The address and port of the Kubernetes API server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l as -d 'Username to impersonate for the operation: a regular user or a service account in a namespace' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l as-group -d 'Group to impersonate for the operation; repeat the flag for several groups' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l as-uid -d 'UID to impersonate for the operation' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l as-user-extra -d 'Extra attribute to impersonate for the operation; repeat the flag for several' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l token -d 'Bearer token for authentication to the API server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l certificate-authority -d 'Path to a cert file for the certificate authority' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l client-certificate -d 'Path to a client certificate file for TLS' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l client-key -d 'Path to a client key file for TLS' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l tls-server-name -d 'Server name to use for server certificate validation; without it, the hostname used to contact the server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l request-timeout -d 'The length of time to wait before giving up on a single server request: seconds, or with a unit (1s, 2m, 3h); 0 means no timeout' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -s v -l v -d 'Number for the log level verbosity: above 0, each request is told' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l snapshot -d 'Answer from a recorded cluster instead of a live one: a file or folder as \'kubectl get -o json\', \'kubectl cluster-info dump\' or \'kubectl workloads snapshot\' write it, or - for stdin; JSON or YAML, plain or gzip; repeat the flag for several' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l chunk-size -d 'Return large lists in chunks of this many objects rather than all at once; 0 for one chunk' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -s A -l all-namespaces -d 'Look in all namespaces, whatever --namespace and the context say'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l all -d 'Name every node, and tell in full what is as it is meant to be'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l exit-code -d 'Exit with 1 if anything is wrong'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l required-permissions -d 'Print the ClusterRole that this needs, and exit'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l no-headers -d 'When using the table, wide or csv format, don\'t print headers'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l ascii -d 'Draw with ASCII characters only'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l insecure-skip-tls-verify -d 'If true, the server\'s certificate will not be checked for validity; this makes your HTTPS connections insecure'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -l disable-compression -d 'If true, opt out of response compression for all requests to the server'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand ds-diagnose" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l file -d 'The file to write, packed if its name ends in .gz, or - for stdout; it appears when it is whole' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -s n -l namespace -d 'If present, the namespace scope for this CLI request' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l kubeconfig -d 'Path to the kubeconfig file to use for CLI requests' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l context -d 'The name of the kubeconfig context to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l cluster -d 'The name of the kubeconfig cluster to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l user -d 'The name of the kubeconfig user to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -s s -l server -d 'The address and port of the Kubernetes API server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l as -d 'Username to impersonate for the operation: a regular user or a service account in a namespace' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l as-group -d 'Group to impersonate for the operation; repeat the flag for several groups' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l as-uid -d 'UID to impersonate for the operation' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l as-user-extra -d 'Extra attribute to impersonate for the operation; repeat the flag for several' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l token -d 'Bearer token for authentication to the API server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l certificate-authority -d 'Path to a cert file for the certificate authority' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l client-certificate -d 'Path to a client certificate file for TLS' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l client-key -d 'Path to a client key file for TLS' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l tls-server-name -d 'Server name to use for server certificate validation; without it, the hostname used to contact the server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l request-timeout -d 'The length of time to wait before giving up on a single server request: seconds, or with a unit (1s, 2m, 3h); 0 means no timeout' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -s v -l v -d 'Number for the log level verbosity: above 0, each request is told' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l chunk-size -d 'Return large lists in chunks of this many objects rather than all at once; 0 for one chunk' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l required-permissions -d 'Print the ClusterRole that this needs, and exit'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -s A -l all-namespaces -d 'Look in all namespaces, whatever --namespace and the context say'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l insecure-skip-tls-verify -d 'If true, the server\'s certificate will not be checked for validity; this makes your HTTPS connections insecure'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -l disable-compression -d 'If true, opt out of response compression for all requests to the server'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand snapshot" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -s n -l namespace -d 'If present, the namespace scope for this CLI request' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -s l -l selector -d 'The Jobs that have these labels now: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l field-selector -d 'The Jobs that have these fields now: =, ==, != (e.g. --field-selector status.successful=0)' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l timeout -d 'Give up after this long (1s, 2m, 3h); 0 looks once, a negative one is a week. Without it, the wait is as long as the Jobs are' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l fail-on-stuck -d 'Give up on a Job that has been stuck for this long: unschedulable, no image, no quota, … (10s if no duration is given)' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l from -d 'Start a run of this CronJob (cronjob/NAME) and wait for it; the only thing here that writes' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l name -d 'With --from: the name of the new Job' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l exit-code-from -d 'End with the exit code of this container, in the Pod that ended last' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l log-lines -d 'How many log lines are shown of a container that failed' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l heartbeat -d 'In a pipe: say where things stand when nothing has happened for this long; 0 never does' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l annotations -d 'Mark failures for the forge that runs the pipeline; auto looks at GITHUB_ACTIONS and GITLAB_CI' -r -f -a "auto\t''
github\t''
gitlab\t''
never\t''"
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -s o -l output -d 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l sort-by -d 'Sort the items by this field of the JSON answer, e.g. \'{.ready}\' or .name' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR, CLICOLOR and TERM count where this is auto' -r -f -a "auto\t'On a terminal that shows it'
always\t''
never\t''"
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l kubeconfig -d 'Path to the kubeconfig file to use for CLI requests' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l context -d 'The name of the kubeconfig context to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l cluster -d 'The name of the kubeconfig cluster to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l user -d 'The name of the kubeconfig user to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -s s -l server -d 'The address and port of the Kubernetes API server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l as -d 'Username to impersonate for the operation: a regular user or a service account in a namespace' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l as-group -d 'Group to impersonate for the operation; repeat the flag for several groups' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l as-uid -d 'UID to impersonate for the operation' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l as-user-extra -d 'Extra attribute to impersonate for the operation; repeat the flag for several' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l token -d 'Bearer token for authentication to the API server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l certificate-authority -d 'Path to a cert file for the certificate authority' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l client-certificate -d 'Path to a client certificate file for TLS' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l client-key -d 'Path to a client key file for TLS' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l tls-server-name -d 'Server name to use for server certificate validation; without it, the hostname used to contact the server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l request-timeout -d 'The length of time to wait before giving up on a single server request: seconds, or with a unit (1s, 2m, 3h); 0 means no timeout' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -s v -l v -d 'Number for the log level verbosity: above 0, each request is told' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l snapshot -d 'Answer from a recorded cluster instead of a live one: a file or folder as \'kubectl get -o json\', \'kubectl cluster-info dump\' or \'kubectl workloads snapshot\' write it, or - for stdin; JSON or YAML, plain or gzip; repeat the flag for several' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -s A -l all-namespaces -d 'All Jobs that there are now, in all namespaces'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l all -d 'Wait until all are done, which is the default; without names and selectors: all Jobs that there are now'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l any -d 'The first Job that completes or fails ends the wait'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l wait-for-create -d 'Wait for Jobs that are not there yet'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l ignore-not-found -d 'Jobs that are not there are no error'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l fail-fast -d 'The first Job that is bound to fail (FailureTarget) ends the wait, before its Pods have ended'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l fail-on-suspended -d 'Give up on a Job that is suspended'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l logs -d 'Print the logs of all containers as they are written'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -s w -l watch -d 'With -o json: a line for each event, then one for each result'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l required-permissions -d 'Print the ClusterRole that this needs, and exit'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l no-headers -d 'When using the table, wide or csv format, don\'t print headers'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l ascii -d 'Draw with ASCII characters only'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l insecure-skip-tls-verify -d 'If true, the server\'s certificate will not be checked for validity; this makes your HTTPS connections insecure'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -l disable-compression -d 'If true, opt out of response compression for all requests to the server'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -s n -l namespace -d 'If present, the namespace scope for this CLI request' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -s l -l selector -d 'Label selector: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l field-selector -d 'Field selector: =, ==, != (e.g. --field-selector metadata.name=x)' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l since -d 'Runs of this long (90m, 24h) until now only' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l limit -d 'The newest so many runs only' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l status -d 'Runs that ended, or stand, like this only, separated by commas' -r -f -a "complete\t''
failed\t''
running\t''
suspended\t''
replaced\t''
unknown\t''"
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l store -d 'Keep what is known of each run in this file (SQLite), and tell of the runs that it holds' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l logs -d 'Print the log of a run too; one object has to be named' -r -f -a "last\t'The newest run'
last-failed\t'The newest that failed'
last-success\t'The newest that was successful'"
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -s o -l output -d 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l sort-by -d 'Sort the items by this field of the JSON answer, e.g. \'{.ready}\' or .name' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR, CLICOLOR and TERM count where this is auto' -r -f -a "auto\t'On a terminal that shows it'
always\t''
never\t''"
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l kubeconfig -d 'Path to the kubeconfig file to use for CLI requests' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l context -d 'The name of the kubeconfig context to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l cluster -d 'The name of the kubeconfig cluster to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l user -d 'The name of the kubeconfig user to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -s s -l server -d 'The address and port of the Kubernetes API server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l as -d 'Username to impersonate for the operation: a regular user or a service account in a namespace' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l as-group -d 'Group to impersonate for the operation; repeat the flag for several groups' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l as-uid -d 'UID to impersonate for the operation' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l as-user-extra -d 'Extra attribute to impersonate for the operation; repeat the flag for several' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l token -d 'Bearer token for authentication to the API server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l certificate-authority -d 'Path to a cert file for the certificate authority' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l client-certificate -d 'Path to a client certificate file for TLS' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l client-key -d 'Path to a client key file for TLS' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l tls-server-name -d 'Server name to use for server certificate validation; without it, the hostname used to contact the server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l request-timeout -d 'The length of time to wait before giving up on a single server request: seconds, or with a unit (1s, 2m, 3h); 0 means no timeout' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -s v -l v -d 'Number for the log level verbosity: above 0, each request is told' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l snapshot -d 'Answer from a recorded cluster instead of a live one: a file or folder as \'kubectl get -o json\', \'kubectl cluster-info dump\' or \'kubectl workloads snapshot\' write it, or - for stdin; JSON or YAML, plain or gzip; repeat the flag for several' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l chunk-size -d 'Return large lists in chunks of this many objects rather than all at once; 0 for one chunk' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l exit-code -d 'Exit with 1 if a Job has failed, or something keeps it from getting on'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -s A -l all-namespaces -d 'Look in all namespaces, whatever --namespace and the context say'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -s w -l watch -d 'Show the answer again as soon as it changes, until interrupted'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l required-permissions -d 'Print the ClusterRole that this needs, and exit'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l no-headers -d 'When using the table, wide or csv format, don\'t print headers'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l ascii -d 'Draw with ASCII characters only'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l insecure-skip-tls-verify -d 'If true, the server\'s certificate will not be checked for validity; this makes your HTTPS connections insecure'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -l disable-compression -d 'If true, opt out of response compression for all requests to the server'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand job-history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l controller-time-zone -d 'The time zone of kube-controller-manager, in which schedules without a zone are read' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l next -d 'How many due times to come are told' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l fail-streak -d 'With --exit-code: fewer failures in a row are nothing wrong' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -s n -l namespace -d 'If present, the namespace scope for this CLI request' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -s l -l selector -d 'Label selector: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l field-selector -d 'Field selector: =, ==, != (e.g. --field-selector metadata.name=x)' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l since -d 'Runs of this long (90m, 24h) until now only' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l limit -d 'The newest so many runs only' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l status -d 'Runs that ended, or stand, like this only, separated by commas' -r -f -a "complete\t''
failed\t''
running\t''
suspended\t''
replaced\t''
unknown\t''"
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l store -d 'Keep what is known of each run in this file (SQLite), and tell of the runs that it holds' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l logs -d 'Print the log of a run too; one object has to be named' -r -f -a "last\t'The newest run'
last-failed\t'The newest that failed'
last-success\t'The newest that was successful'"
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -s o -l output -d 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l sort-by -d 'Sort the items by this field of the JSON answer, e.g. \'{.ready}\' or .name' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l color -d 'When to use colour; NO_COLOR, FORCE_COLOR, CLICOLOR and TERM count where this is auto' -r -f -a "auto\t'On a terminal that shows it'
always\t''
never\t''"
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l kubeconfig -d 'Path to the kubeconfig file to use for CLI requests' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l context -d 'The name of the kubeconfig context to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l cluster -d 'The name of the kubeconfig cluster to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l user -d 'The name of the kubeconfig user to use' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -s s -l server -d 'The address and port of the Kubernetes API server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l as -d 'Username to impersonate for the operation: a regular user or a service account in a namespace' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l as-group -d 'Group to impersonate for the operation; repeat the flag for several groups' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l as-uid -d 'UID to impersonate for the operation' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l as-user-extra -d 'Extra attribute to impersonate for the operation; repeat the flag for several' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l token -d 'Bearer token for authentication to the API server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l certificate-authority -d 'Path to a cert file for the certificate authority' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l client-certificate -d 'Path to a client certificate file for TLS' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l client-key -d 'Path to a client key file for TLS' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l tls-server-name -d 'Server name to use for server certificate validation; without it, the hostname used to contact the server' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l request-timeout -d 'The length of time to wait before giving up on a single server request: seconds, or with a unit (1s, 2m, 3h); 0 means no timeout' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -s v -l v -d 'Number for the log level verbosity: above 0, each request is told' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l snapshot -d 'Answer from a recorded cluster instead of a live one: a file or folder as \'kubectl get -o json\', \'kubectl cluster-info dump\' or \'kubectl workloads snapshot\' write it, or - for stdin; JSON or YAML, plain or gzip; repeat the flag for several' -r -F
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l chunk-size -d 'Return large lists in chunks of this many objects rather than all at once; 0 for one chunk' -r
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l failing -d 'Those whose last finished run failed'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l stale -d 'Those without a success for two due times'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l suspended -d 'Those that are suspended'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l all -d 'Give those without trouble a row each, however many there are'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l exit-code -d 'Exit with 1 if a CronJob is failing, late or without a recent success, or cannot run at all'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -s A -l all-namespaces -d 'Look in all namespaces, whatever --namespace and the context say'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -s w -l watch -d 'Show the answer again as soon as it changes, until interrupted'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l required-permissions -d 'Print the ClusterRole that this needs, and exit'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l no-headers -d 'When using the table, wide or csv format, don\'t print headers'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l ascii -d 'Draw with ASCII characters only'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l insecure-skip-tls-verify -d 'If true, the server\'s certificate will not be checked for validity; this makes your HTTPS connections insecure'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -l disable-compression -d 'If true, opt out of response compression for all requests to the server'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand cronjob-history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand completion" -l install -d 'Place kubectl_complete-workloads beside kubectl-workloads on the PATH'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand completion" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand version" -s h -l help -d 'Print help'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand help; and not __fish_seen_subcommand_from ds-coverage ds-diagnose snapshot job-wait job-history cronjob-history completion version help" -f -a "ds-coverage" -d 'Show which nodes each DaemonSet should be on, is on, and is not, and why'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand help; and not __fish_seen_subcommand_from ds-coverage ds-diagnose snapshot job-wait job-history cronjob-history completion version help" -f -a "ds-diagnose" -d 'Tell why daemon Pods are absent, Pending or not ready, and what to do about it'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand help; and not __fish_seen_subcommand_from ds-coverage ds-diagnose snapshot job-wait job-history cronjob-history completion version help" -f -a "snapshot" -d 'Write a file with what the other subcommands need, for their --snapshot'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand help; and not __fish_seen_subcommand_from ds-coverage ds-diagnose snapshot job-wait job-history cronjob-history completion version help" -f -a "job-wait" -d 'Wait until Jobs complete or fail, show how far they are, and tell why they failed'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand help; and not __fish_seen_subcommand_from ds-coverage ds-diagnose snapshot job-wait job-history cronjob-history completion version help" -f -a "job-history" -d 'Show what Jobs did: outcome, reason, exit codes, durations, retries and indexes of their attempts'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand help; and not __fish_seen_subcommand_from ds-coverage ds-diagnose snapshot job-wait job-history cronjob-history completion version help" -f -a "cronjob-history" -d 'Show what CronJobs did, did not do, and will do: runs, missed due times and their causes, what is next'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand help; and not __fish_seen_subcommand_from ds-coverage ds-diagnose snapshot job-wait job-history cronjob-history completion version help" -f -a "completion" -d 'Print a completion script, or make \'kubectl workloads <TAB>\' complete'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand help; and not __fish_seen_subcommand_from ds-coverage ds-diagnose snapshot job-wait job-history cronjob-history completion version help" -f -a "version" -d 'Print the version'
complete -c kubectl-workloads -n "__fish_kubectl_workloads_using_subcommand help; and not __fish_seen_subcommand_from ds-coverage ds-diagnose snapshot job-wait job-history cronjob-history completion version help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
