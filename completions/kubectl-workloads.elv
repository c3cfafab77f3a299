
use builtin;
use str;

set edit:completion:arg-completer[kubectl-workloads] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'kubectl-workloads'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'kubectl-workloads'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand ds-coverage 'Show which nodes each DaemonSet should be on, is on, and is not, and why'
            cand ds-diagnose 'Tell why daemon Pods are absent, Pending or not ready, and what to do about it'
            cand snapshot 'Write a file with what the other subcommands need, for their --snapshot'
            cand job-wait 'Wait until Jobs complete or fail, show how far they are, and tell why they failed'
            cand completion 'Print a completion script, or make ''kubectl workloads <TAB>'' complete'
            cand version 'Print the version'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'kubectl-workloads;ds-coverage'= {
            cand -n 'If present, the namespace scope for this CLI request'
            cand --namespace 'If present, the namespace scope for this CLI request'
            cand -l 'Label selector of the DaemonSets: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)'
            cand --selector 'Label selector of the DaemonSets: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)'
            cand --field-selector 'Field selector of the DaemonSets: =, ==, != (e.g. --field-selector metadata.name=x)'
            cand --node 'Show these nodes only; repeat the flag or separate names with commas'
            cand --node-selector 'Show the nodes only that carry these labels (e.g. --node-selector disk=ssd,pool!=spot)'
            cand --only 'Show the nodes in these states only, separated by commas'
            cand -f 'Preview the DaemonSet of this manifest, or of stdin (-), before it is applied: where the controller would want its Pods, and which of them the scheduler would bind'
            cand --filename 'Preview the DaemonSet of this manifest, or of stdin (-), before it is applied: where the controller would want its Pods, and which of them the scheduler would bind'
            cand --group-by 'Count by the value of a node label (zone, pool, …), or by taints'
            cand --timeout 'With --watch or --wait: give up after this long (1s, 2m, 3h) with exit code 124; 0 looks once, a negative one is a week. Without it, never'
            cand -o 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE'
            cand --output 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE'
            cand --sort-by 'Sort the items by this field of the JSON answer, e.g. ''{.ready}'' or .name'
            cand --color 'When to use colour; NO_COLOR, FORCE_COLOR, CLICOLOR and TERM count where this is auto'
            cand --kubeconfig 'Path to the kubeconfig file to use for CLI requests'
            cand --context 'The name of the kubeconfig context to use'
            cand --cluster 'The name of the kubeconfig cluster to use'
            cand --user 'The name of the kubeconfig user to use'
            cand -s 'The address and port of the Kubernetes API server'
            cand --server 'The address and port of the Kubernetes API server'
            cand --as 'Username to impersonate for the operation: a regular user or a service account in a namespace'
            cand --as-group 'Group to impersonate for the operation; repeat the flag for several groups'
            cand --as-uid 'UID to impersonate for the operation'
            cand --as-user-extra 'Extra attribute to impersonate for the operation; repeat the flag for several'
            cand --token 'Bearer token for authentication to the API server'
            cand --certificate-authority 'Path to a cert file for the certificate authority'
            cand --client-certificate 'Path to a client certificate file for TLS'
            cand --client-key 'Path to a client key file for TLS'
            cand --tls-server-name 'Server name to use for server certificate validation; without it, the hostname used to contact the server'
            cand --request-timeout 'The length of time to wait before giving up on a single server request: seconds, or with a unit (1s, 2m, 3h); 0 means no timeout'
            cand -v 'Number for the log level verbosity: above 0, each request is told'
            cand --v 'Number for the log level verbosity: above 0, each request is told'
            cand --snapshot 'Answer from a recorded cluster instead of a live one: a file or folder as ''kubectl get -o json'', ''kubectl cluster-info dump'' or ''kubectl workloads snapshot'' write it, or - for stdin; JSON or YAML, plain or gzip; repeat the flag for several'
            cand --chunk-size 'Return large lists in chunks of this many objects rather than all at once; 0 for one chunk'
            cand -A 'Look in all namespaces, whatever --namespace and the context say'
            cand --all-namespaces 'Look in all namespaces, whatever --namespace and the context say'
            cand --by-node 'Draw nodes × DaemonSets, a character per pair'
            cand --all 'Show the DaemonSets that are where they should be too, and name every node'
            cand --exit-code 'Exit with 1 if a DaemonSet is not where it should be'
            cand --ignore-not-ready-nodes 'With --exit-code or --wait: Pods on nodes that are themselves not ready are nothing wrong'
            cand -w 'Show the answer again whenever it changes'
            cand --watch 'Show the answer again whenever it changes'
            cand --wait 'Wait until every DaemonSet is where it should be, then answer'
            cand --required-permissions 'Print the ClusterRole that this needs, and exit'
            cand --no-headers 'When using the table, wide or csv format, don''t print headers'
            cand --ascii 'Draw with ASCII characters only'
            cand --insecure-skip-tls-verify 'If true, the server''s certificate will not be checked for validity; this makes your HTTPS connections insecure'
            cand --disable-compression 'If true, opt out of response compression for all requests to the server'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kubectl-workloads;ds-diagnose'= {
            cand -n 'If present, the namespace scope for this CLI request'
            cand --namespace 'If present, the namespace scope for this CLI request'
            cand -l 'Label selector of the DaemonSets: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)'
            cand --selector 'Label selector of the DaemonSets: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)'
            cand --field-selector 'Field selector of the DaemonSets: =, ==, != (e.g. --field-selector metadata.name=x)'
            cand -o 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE'
            cand --output 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE'
            cand --sort-by 'Sort the items by this field of the JSON answer, e.g. ''{.ready}'' or .name'
            cand --color 'When to use colour; NO_COLOR, FORCE_COLOR, CLICOLOR and TERM count where this is auto'
            cand --kubeconfig 'Path to the kubeconfig file to use for CLI requests'
            cand --context 'The name of the kubeconfig context to use'
            cand --cluster 'The name of the kubeconfig cluster to use'
            cand --user 'The name of the kubeconfig user to use'
            cand -s 'The address and port of the Kubernetes API server'
            cand --server 'The address and port of the Kubernetes API server'
            cand --as 'Username to impersonate for the operation: a regular user or a service account in a namespace'
            cand --as-group 'Group to impersonate for the operation; repeat the flag for several groups'
            cand --as-uid 'UID to impersonate for the operation'
            cand --as-user-extra 'Extra attribute to impersonate for the operation; repeat the flag for several'
            cand --token 'Bearer token for authentication to the API server'
            cand --certificate-authority 'Path to a cert file for the certificate authority'
            cand --client-certificate 'Path to a client certificate file for TLS'
            cand --client-key 'Path to a client key file for TLS'
            cand --tls-server-name 'Server name to use for server certificate validation; without it, the hostname used to contact the server'
            cand --request-timeout 'The length of time to wait before giving up on a single server request: seconds, or with a unit (1s, 2m, 3h); 0 means no timeout'
            cand -v 'Number for the log level verbosity: above 0, each request is told'
            cand --v 'Number for the log level verbosity: above 0, each request is told'
            cand --snapshot 'Answer from a recorded cluster instead of a live one: a file or folder as ''kubectl get -o json'', ''kubectl cluster-info dump'' or ''kubectl workloads snapshot'' write it, or - for stdin; JSON or YAML, plain or gzip; repeat the flag for several'
            cand --chunk-size 'Return large lists in chunks of this many objects rather than all at once; 0 for one chunk'
            cand -A 'Look in all namespaces, whatever --namespace and the context say'
            cand --all-namespaces 'Look in all namespaces, whatever --namespace and the context say'
            cand --all 'Name every node, and tell in full what is as it is meant to be'
            cand --exit-code 'Exit with 1 if anything is wrong'
            cand --required-permissions 'Print the ClusterRole that this needs, and exit'
            cand --no-headers 'When using the table, wide or csv format, don''t print headers'
            cand --ascii 'Draw with ASCII characters only'
            cand --insecure-skip-tls-verify 'If true, the server''s certificate will not be checked for validity; this makes your HTTPS connections insecure'
            cand --disable-compression 'If true, opt out of response compression for all requests to the server'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kubectl-workloads;snapshot'= {
            cand --file 'The file to write, packed if its name ends in .gz, or - for stdout; it appears when it is whole'
            cand -n 'If present, the namespace scope for this CLI request'
            cand --namespace 'If present, the namespace scope for this CLI request'
            cand --kubeconfig 'Path to the kubeconfig file to use for CLI requests'
            cand --context 'The name of the kubeconfig context to use'
            cand --cluster 'The name of the kubeconfig cluster to use'
            cand --user 'The name of the kubeconfig user to use'
            cand -s 'The address and port of the Kubernetes API server'
            cand --server 'The address and port of the Kubernetes API server'
            cand --as 'Username to impersonate for the operation: a regular user or a service account in a namespace'
            cand --as-group 'Group to impersonate for the operation; repeat the flag for several groups'
            cand --as-uid 'UID to impersonate for the operation'
            cand --as-user-extra 'Extra attribute to impersonate for the operation; repeat the flag for several'
            cand --token 'Bearer token for authentication to the API server'
            cand --certificate-authority 'Path to a cert file for the certificate authority'
            cand --client-certificate 'Path to a client certificate file for TLS'
            cand --client-key 'Path to a client key file for TLS'
            cand --tls-server-name 'Server name to use for server certificate validation; without it, the hostname used to contact the server'
            cand --request-timeout 'The length of time to wait before giving up on a single server request: seconds, or with a unit (1s, 2m, 3h); 0 means no timeout'
            cand -v 'Number for the log level verbosity: above 0, each request is told'
            cand --v 'Number for the log level verbosity: above 0, each request is told'
            cand --chunk-size 'Return large lists in chunks of this many objects rather than all at once; 0 for one chunk'
            cand --required-permissions 'Print the ClusterRole that this needs, and exit'
            cand -A 'Look in all namespaces, whatever --namespace and the context say'
            cand --all-namespaces 'Look in all namespaces, whatever --namespace and the context say'
            cand --insecure-skip-tls-verify 'If true, the server''s certificate will not be checked for validity; this makes your HTTPS connections insecure'
            cand --disable-compression 'If true, opt out of response compression for all requests to the server'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kubectl-workloads;job-wait'= {
            cand -n 'If present, the namespace scope for this CLI request'
            cand --namespace 'If present, the namespace scope for this CLI request'
            cand -l 'The Jobs that have these labels now: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)'
            cand --selector 'The Jobs that have these labels now: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)'
            cand --field-selector 'The Jobs that have these fields now: =, ==, != (e.g. --field-selector status.successful=0)'
            cand --timeout 'Give up after this long (1s, 2m, 3h); 0 looks once, a negative one is a week. Without it, the wait is as long as the Jobs are'
            cand --fail-on-stuck 'Give up on a Job that has been stuck for this long: unschedulable, no image, no quota, … (10s if no duration is given)'
            cand --from 'Start a run of this CronJob (cronjob/NAME) and wait for it; the only thing here that writes'
            cand --name 'With --from: the name of the new Job'
            cand --exit-code-from 'End with the exit code of this container, in the Pod that ended last'
            cand --log-lines 'How many log lines are shown of a container that failed'
            cand --heartbeat 'In a pipe: say where things stand when nothing has happened for this long; 0 never does'
            cand --annotations 'Mark failures for the forge that runs the pipeline; auto looks at GITHUB_ACTIONS and GITLAB_CI'
            cand -o 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE'
            cand --output 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE'
            cand --sort-by 'Sort the items by this field of the JSON answer, e.g. ''{.ready}'' or .name'
            cand --color 'When to use colour; NO_COLOR, FORCE_COLOR, CLICOLOR and TERM count where this is auto'
            cand --kubeconfig 'Path to the kubeconfig file to use for CLI requests'
            cand --context 'The name of the kubeconfig context to use'
            cand --cluster 'The name of the kubeconfig cluster to use'
            cand --user 'The name of the kubeconfig user to use'
            cand -s 'The address and port of the Kubernetes API server'
            cand --server 'The address and port of the Kubernetes API server'
            cand --as 'Username to impersonate for the operation: a regular user or a service account in a namespace'
            cand --as-group 'Group to impersonate for the operation; repeat the flag for several groups'
            cand --as-uid 'UID to impersonate for the operation'
            cand --as-user-extra 'Extra attribute to impersonate for the operation; repeat the flag for several'
            cand --token 'Bearer token for authentication to the API server'
            cand --certificate-authority 'Path to a cert file for the certificate authority'
            cand --client-certificate 'Path to a client certificate file for TLS'
            cand --client-key 'Path to a client key file for TLS'
            cand --tls-server-name 'Server name to use for server certificate validation; without it, the hostname used to contact the server'
            cand --request-timeout 'The length of time to wait before giving up on a single server request: seconds, or with a unit (1s, 2m, 3h); 0 means no timeout'
            cand -v 'Number for the log level verbosity: above 0, each request is told'
            cand --v 'Number for the log level verbosity: above 0, each request is told'
            cand --snapshot 'Answer from a recorded cluster instead of a live one: a file or folder as ''kubectl get -o json'', ''kubectl cluster-info dump'' or ''kubectl workloads snapshot'' write it, or - for stdin; JSON or YAML, plain or gzip; repeat the flag for several'
            cand -A 'All Jobs that there are now, in all namespaces'
            cand --all-namespaces 'All Jobs that there are now, in all namespaces'
            cand --all 'Wait until all are done, which is the default; without names and selectors: all Jobs that there are now'
            cand --any 'The first Job that completes or fails ends the wait'
            cand --wait-for-create 'Wait for Jobs that are not there yet'
            cand --ignore-not-found 'Jobs that are not there are no error'
            cand --fail-fast 'The first Job that is bound to fail (FailureTarget) ends the wait, before its Pods have ended'
            cand --fail-on-suspended 'Give up on a Job that is suspended'
            cand --logs 'Print the logs of all containers as they are written'
            cand -w 'With -o json: a line for each event, then one for each result'
            cand --watch 'With -o json: a line for each event, then one for each result'
            cand --required-permissions 'Print the ClusterRole that this needs, and exit'
            cand --no-headers 'When using the table, wide or csv format, don''t print headers'
            cand --ascii 'Draw with ASCII characters only'
            cand --insecure-skip-tls-verify 'If true, the server''s certificate will not be checked for validity; this makes your HTTPS connections insecure'
            cand --disable-compression 'If true, opt out of response compression for all requests to the server'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kubectl-workloads;completion'= {
            cand --install 'Place kubectl_complete-workloads beside kubectl-workloads on the PATH'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kubectl-workloads;version'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kubectl-workloads;help'= {
            cand ds-coverage 'Show which nodes each DaemonSet should be on, is on, and is not, and why'
            cand ds-diagnose 'Tell why daemon Pods are absent, Pending or not ready, and what to do about it'
            cand snapshot 'Write a file with what the other subcommands need, for their --snapshot'
            cand job-wait 'Wait until Jobs complete or fail, show how far they are, and tell why they failed'
            cand completion 'Print a completion script, or make ''kubectl workloads <TAB>'' complete'
            cand version 'Print the version'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'kubectl-workloads;help;ds-coverage'= {
        }
        &'kubectl-workloads;help;ds-diagnose'= {
        }
        &'kubectl-workloads;help;snapshot'= {
        }
        &'kubectl-workloads;help;job-wait'= {
        }
        &'kubectl-workloads;help;completion'= {
        }
        &'kubectl-workloads;help;version'= {
        }
        &'kubectl-workloads;help;help'= {
        }
    ]
    $completions[$command]
}
