
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'kubectl-workloads' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'kubectl-workloads'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'kubectl-workloads' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('ds-coverage', 'ds-coverage', [CompletionResultType]::ParameterValue, 'Show which nodes each DaemonSet should be on, is on, and is not, and why')
            [CompletionResult]::new('ds-diagnose', 'ds-diagnose', [CompletionResultType]::ParameterValue, 'Tell why daemon Pods are absent, Pending or not ready, and what to do about it')
            [CompletionResult]::new('snapshot', 'snapshot', [CompletionResultType]::ParameterValue, 'Write a file with what the other subcommands need, for their --snapshot')
            [CompletionResult]::new('job-wait', 'job-wait', [CompletionResultType]::ParameterValue, 'Wait until Jobs complete or fail, show how far they are, and tell why they failed')
            [CompletionResult]::new('job-history', 'job-history', [CompletionResultType]::ParameterValue, 'Show what Jobs did: outcome, reason, exit codes, durations, retries and indexes of their attempts')
            [CompletionResult]::new('cronjob-history', 'cronjob-history', [CompletionResultType]::ParameterValue, 'Show what CronJobs did, did not do, and will do: runs, missed due times and their causes, what is next')
            [CompletionResult]::new('completion', 'completion', [CompletionResultType]::ParameterValue, 'Print a completion script, or make ''kubectl workloads <TAB>'' complete')
            [CompletionResult]::new('version', 'version', [CompletionResultType]::ParameterValue, 'Print the version')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kubectl-workloads;ds-coverage' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'If present, the namespace scope for this CLI request')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'If present, the namespace scope for this CLI request')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Label selector of the DaemonSets: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)')
            [CompletionResult]::new('--selector', '--selector', [CompletionResultType]::ParameterName, 'Label selector of the DaemonSets: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)')
            [CompletionResult]::new('--field-selector', '--field-selector', [CompletionResultType]::ParameterName, 'Field selector of the DaemonSets: =, ==, != (e.g. --field-selector metadata.name=x)')
            [CompletionResult]::new('--node', '--node', [CompletionResultType]::ParameterName, 'Show these nodes only; repeat the flag or separate names with commas')
            [CompletionResult]::new('--node-selector', '--node-selector', [CompletionResultType]::ParameterName, 'Show the nodes only that carry these labels (e.g. --node-selector disk=ssd,pool!=spot)')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Show the nodes in these states only, separated by commas')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Preview the DaemonSet of this manifest, or of stdin (-), before it is applied: where the controller would want its Pods, and which of them the scheduler would bind')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'Preview the DaemonSet of this manifest, or of stdin (-), before it is applied: where the controller would want its Pods, and which of them the scheduler would bind')
            [CompletionResult]::new('--group-by', '--group-by', [CompletionResultType]::ParameterName, 'Count by the value of a node label (zone, pool, …), or by taints')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'With --watch or --wait: give up after this long (1s, 2m, 3h) with exit code 124; 0 looks once, a negative one is a week. Without it, never')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Sort the items by this field of the JSON answer, e.g. ''{.ready}'' or .name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR, CLICOLOR and TERM count where this is auto')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Path to the kubeconfig file to use for CLI requests')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The name of the kubeconfig context to use')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The name of the kubeconfig cluster to use')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The name of the kubeconfig user to use')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The address and port of the Kubernetes API server')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'The address and port of the Kubernetes API server')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Username to impersonate for the operation: a regular user or a service account in a namespace')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to impersonate for the operation; repeat the flag for several groups')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to impersonate for the operation')
            [CompletionResult]::new('--as-user-extra', '--as-user-extra', [CompletionResultType]::ParameterName, 'Extra attribute to impersonate for the operation; repeat the flag for several')
            [CompletionResult]::new('--token', '--token', [CompletionResultType]::ParameterName, 'Bearer token for authentication to the API server')
            [CompletionResult]::new('--certificate-authority', '--certificate-authority', [CompletionResultType]::ParameterName, 'Path to a cert file for the certificate authority')
            [CompletionResult]::new('--client-certificate', '--client-certificate', [CompletionResultType]::ParameterName, 'Path to a client certificate file for TLS')
            [CompletionResult]::new('--client-key', '--client-key', [CompletionResultType]::ParameterName, 'Path to a client key file for TLS')
            [CompletionResult]::new('--tls-server-name', '--tls-server-name', [CompletionResultType]::ParameterName, 'Server name to use for server certificate validation; without it, the hostname used to contact the server')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'The length of time to wait before giving up on a single server request: seconds, or with a unit (1s, 2m, 3h); 0 means no timeout')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Number for the log level verbosity: above 0, each request is told')
            [CompletionResult]::new('--v', '--v', [CompletionResultType]::ParameterName, 'Number for the log level verbosity: above 0, each request is told')
            [CompletionResult]::new('--snapshot', '--snapshot', [CompletionResultType]::ParameterName, 'Answer from a recorded cluster instead of a live one: a file or folder as ''kubectl get -o json'', ''kubectl cluster-info dump'' or ''kubectl workloads snapshot'' write it, or - for stdin; JSON or YAML, plain or gzip; repeat the flag for several')
            [CompletionResult]::new('--chunk-size', '--chunk-size', [CompletionResultType]::ParameterName, 'Return large lists in chunks of this many objects rather than all at once; 0 for one chunk')
            [CompletionResult]::new('-A', '-A ', [CompletionResultType]::ParameterName, 'Look in all namespaces, whatever --namespace and the context say')
            [CompletionResult]::new('--all-namespaces', '--all-namespaces', [CompletionResultType]::ParameterName, 'Look in all namespaces, whatever --namespace and the context say')
            [CompletionResult]::new('--by-node', '--by-node', [CompletionResultType]::ParameterName, 'Draw nodes × DaemonSets, a character per pair')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Show the DaemonSets that are where they should be too, and name every node')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'Exit with 1 if a DaemonSet is not where it should be')
            [CompletionResult]::new('--ignore-not-ready-nodes', '--ignore-not-ready-nodes', [CompletionResultType]::ParameterName, 'With --exit-code or --wait: Pods on nodes that are themselves not ready are nothing wrong')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Show the answer again whenever it changes')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Show the answer again whenever it changes')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait until every DaemonSet is where it should be, then answer')
            [CompletionResult]::new('--required-permissions', '--required-permissions', [CompletionResultType]::ParameterName, 'Print the ClusterRole that this needs, and exit')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'When using the table, wide or csv format, don''t print headers')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Draw with ASCII characters only')
            [CompletionResult]::new('--insecure-skip-tls-verify', '--insecure-skip-tls-verify', [CompletionResultType]::ParameterName, 'If true, the server''s certificate will not be checked for validity; this makes your HTTPS connections insecure')
            [CompletionResult]::new('--disable-compression', '--disable-compression', [CompletionResultType]::ParameterName, 'If true, opt out of response compression for all requests to the server')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kubectl-workloads;ds-diagnose' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'If present, the namespace scope for this CLI request')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'If present, the namespace scope for this CLI request')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Label selector of the DaemonSets: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)')
            [CompletionResult]::new('--selector', '--selector', [CompletionResultType]::ParameterName, 'Label selector of the DaemonSets: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)')
            [CompletionResult]::new('--field-selector', '--field-selector', [CompletionResultType]::ParameterName, 'Field selector of the DaemonSets: =, ==, != (e.g. --field-selector metadata.name=x)')
            [CompletionResult]::new('--log-lines', '--log-lines', [CompletionResultType]::ParameterName, 'How many log lines are shown of a container that failed, of a live cluster; 0: none are read')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Sort the items by this field of the JSON answer, e.g. ''{.ready}'' or .name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR, CLICOLOR and TERM count where this is auto')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Path to the kubeconfig file to use for CLI requests')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The name of the kubeconfig context to use')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The name of the kubeconfig cluster to use')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The name of the kubeconfig user to use')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The address and port of the Kubernetes API server')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'The address and port of the Kubernetes API server')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Username to impersonate for the operation: a regular user or a service account in a namespace')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to impersonate for the operation; repeat the flag for several groups')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to impersonate for the operation')
            [CompletionResult]::new('--as-user-extra', '--as-user-extra', [CompletionResultType]::ParameterName, 'Extra attribute to impersonate for the operation; repeat the flag for several')
            [CompletionResult]::new('--token', '--token', [CompletionResultType]::ParameterName, 'Bearer token for authentication to the API server')
            [CompletionResult]::new('--certificate-authority', '--certificate-authority', [CompletionResultType]::ParameterName, 'Path to a cert file for the certificate authority')
            [CompletionResult]::new('--client-certificate', '--client-certificate', [CompletionResultType]::ParameterName, 'Path to a client certificate file for TLS')
            [CompletionResult]::new('--client-key', '--client-key', [CompletionResultType]::ParameterName, 'Path to a client key file for TLS')
            [CompletionResult]::new('--tls-server-name', '--tls-server-name', [CompletionResultType]::ParameterName, 'Server name to use for server certificate validation; without it, the hostname used to contact the server')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'The length of time to wait before giving up on a single server request: seconds, or with a unit (1s, 2m, 3h); 0 means no timeout')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Number for the log level verbosity: above 0, each request is told')
            [CompletionResult]::new('--v', '--v', [CompletionResultType]::ParameterName, 'Number for the log level verbosity: above 0, each request is told')
            [CompletionResult]::new('--snapshot', '--snapshot', [CompletionResultType]::ParameterName, 'Answer from a recorded cluster instead of a live one: a file or folder as ''kubectl get -o json'', ''kubectl cluster-info dump'' or ''kubectl workloads snapshot'' write it, or - for stdin; JSON or YAML, plain or gzip; repeat the flag for several')
            [CompletionResult]::new('--chunk-size', '--chunk-size', [CompletionResultType]::ParameterName, 'Return large lists in chunks of this many objects rather than all at once; 0 for one chunk')
            [CompletionResult]::new('-A', '-A ', [CompletionResultType]::ParameterName, 'Look in all namespaces, whatever --namespace and the context say')
            [CompletionResult]::new('--all-namespaces', '--all-namespaces', [CompletionResultType]::ParameterName, 'Look in all namespaces, whatever --namespace and the context say')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Name every node, and tell in full what is as it is meant to be')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'Exit with 1 if anything is wrong')
            [CompletionResult]::new('--required-permissions', '--required-permissions', [CompletionResultType]::ParameterName, 'Print the ClusterRole that this needs, and exit')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'When using the table, wide or csv format, don''t print headers')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Draw with ASCII characters only')
            [CompletionResult]::new('--insecure-skip-tls-verify', '--insecure-skip-tls-verify', [CompletionResultType]::ParameterName, 'If true, the server''s certificate will not be checked for validity; this makes your HTTPS connections insecure')
            [CompletionResult]::new('--disable-compression', '--disable-compression', [CompletionResultType]::ParameterName, 'If true, opt out of response compression for all requests to the server')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kubectl-workloads;snapshot' {
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The file to write, packed if its name ends in .gz, or - for stdout; it appears when it is whole')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'If present, the namespace scope for this CLI request')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'If present, the namespace scope for this CLI request')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Path to the kubeconfig file to use for CLI requests')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The name of the kubeconfig context to use')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The name of the kubeconfig cluster to use')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The name of the kubeconfig user to use')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The address and port of the Kubernetes API server')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'The address and port of the Kubernetes API server')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Username to impersonate for the operation: a regular user or a service account in a namespace')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to impersonate for the operation; repeat the flag for several groups')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to impersonate for the operation')
            [CompletionResult]::new('--as-user-extra', '--as-user-extra', [CompletionResultType]::ParameterName, 'Extra attribute to impersonate for the operation; repeat the flag for several')
            [CompletionResult]::new('--token', '--token', [CompletionResultType]::ParameterName, 'Bearer token for authentication to the API server')
            [CompletionResult]::new('--certificate-authority', '--certificate-authority', [CompletionResultType]::ParameterName, 'Path to a cert file for the certificate authority')
            [CompletionResult]::new('--client-certificate', '--client-certificate', [CompletionResultType]::ParameterName, 'Path to a client certificate file for TLS')
            [CompletionResult]::new('--client-key', '--client-key', [CompletionResultType]::ParameterName, 'Path to a client key file for TLS')
            [CompletionResult]::new('--tls-server-name', '--tls-server-name', [CompletionResultType]::ParameterName, 'Server name to use for server certificate validation; without it, the hostname used to contact the server')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'The length of time to wait before giving up on a single server request: seconds, or with a unit (1s, 2m, 3h); 0 means no timeout')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Number for the log level verbosity: above 0, each request is told')
            [CompletionResult]::new('--v', '--v', [CompletionResultType]::ParameterName, 'Number for the log level verbosity: above 0, each request is told')
            [CompletionResult]::new('--chunk-size', '--chunk-size', [CompletionResultType]::ParameterName, 'Return large lists in chunks of this many objects rather than all at once; 0 for one chunk')
            [CompletionResult]::new('--required-permissions', '--required-permissions', [CompletionResultType]::ParameterName, 'Print the ClusterRole that this needs, and exit')
            [CompletionResult]::new('-A', '-A ', [CompletionResultType]::ParameterName, 'Look in all namespaces, whatever --namespace and the context say')
            [CompletionResult]::new('--all-namespaces', '--all-namespaces', [CompletionResultType]::ParameterName, 'Look in all namespaces, whatever --namespace and the context say')
            [CompletionResult]::new('--insecure-skip-tls-verify', '--insecure-skip-tls-verify', [CompletionResultType]::ParameterName, 'If true, the server''s certificate will not be checked for validity; this makes your HTTPS connections insecure')
            [CompletionResult]::new('--disable-compression', '--disable-compression', [CompletionResultType]::ParameterName, 'If true, opt out of response compression for all requests to the server')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kubectl-workloads;job-wait' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'If present, the namespace scope for this CLI request')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'If present, the namespace scope for this CLI request')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'The Jobs that have these labels now: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)')
            [CompletionResult]::new('--selector', '--selector', [CompletionResultType]::ParameterName, 'The Jobs that have these labels now: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)')
            [CompletionResult]::new('--field-selector', '--field-selector', [CompletionResultType]::ParameterName, 'The Jobs that have these fields now: =, ==, != (e.g. --field-selector status.successful=0)')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Give up after this long (1s, 2m, 3h); 0 looks once, a negative one is a week. Without it, the wait is as long as the Jobs are')
            [CompletionResult]::new('--fail-on-stuck', '--fail-on-stuck', [CompletionResultType]::ParameterName, 'Give up on a Job that has been stuck for this long: unschedulable, no image, no quota, … (10s if no duration is given)')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Start a run of this CronJob (cronjob/NAME) and wait for it; the only thing here that writes')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'With --from: the name of the new Job')
            [CompletionResult]::new('--exit-code-from', '--exit-code-from', [CompletionResultType]::ParameterName, 'End with the exit code of this container, in the Pod that ended last')
            [CompletionResult]::new('--log-lines', '--log-lines', [CompletionResultType]::ParameterName, 'How many log lines are shown of a container that failed')
            [CompletionResult]::new('--heartbeat', '--heartbeat', [CompletionResultType]::ParameterName, 'In a pipe: say where things stand when nothing has happened for this long; 0 never does')
            [CompletionResult]::new('--annotations', '--annotations', [CompletionResultType]::ParameterName, 'Mark failures for the forge that runs the pipeline; auto looks at GITHUB_ACTIONS and GITLAB_CI')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Sort the items by this field of the JSON answer, e.g. ''{.ready}'' or .name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR, CLICOLOR and TERM count where this is auto')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Path to the kubeconfig file to use for CLI requests')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The name of the kubeconfig context to use')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The name of the kubeconfig cluster to use')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The name of the kubeconfig user to use')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The address and port of the Kubernetes API server')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'The address and port of the Kubernetes API server')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Username to impersonate for the operation: a regular user or a service account in a namespace')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to impersonate for the operation; repeat the flag for several groups')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to impersonate for the operation')
            [CompletionResult]::new('--as-user-extra', '--as-user-extra', [CompletionResultType]::ParameterName, 'Extra attribute to impersonate for the operation; repeat the flag for several')
            [CompletionResult]::new('--token', '--token', [CompletionResultType]::ParameterName, 'Bearer token for authentication to the API server')
            [CompletionResult]::new('--certificate-authority', '--certificate-authority', [CompletionResultType]::ParameterName, 'Path to a cert file for the certificate authority')
            [CompletionResult]::new('--client-certificate', '--client-certificate', [CompletionResultType]::ParameterName, 'Path to a client certificate file for TLS')
            [CompletionResult]::new('--client-key', '--client-key', [CompletionResultType]::ParameterName, 'Path to a client key file for TLS')
            [CompletionResult]::new('--tls-server-name', '--tls-server-name', [CompletionResultType]::ParameterName, 'Server name to use for server certificate validation; without it, the hostname used to contact the server')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'The length of time to wait before giving up on a single server request: seconds, or with a unit (1s, 2m, 3h); 0 means no timeout')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Number for the log level verbosity: above 0, each request is told')
            [CompletionResult]::new('--v', '--v', [CompletionResultType]::ParameterName, 'Number for the log level verbosity: above 0, each request is told')
            [CompletionResult]::new('--snapshot', '--snapshot', [CompletionResultType]::ParameterName, 'Answer from a recorded cluster instead of a live one: a file or folder as ''kubectl get -o json'', ''kubectl cluster-info dump'' or ''kubectl workloads snapshot'' write it, or - for stdin; JSON or YAML, plain or gzip; repeat the flag for several')
            [CompletionResult]::new('-A', '-A ', [CompletionResultType]::ParameterName, 'All Jobs that there are now, in all namespaces')
            [CompletionResult]::new('--all-namespaces', '--all-namespaces', [CompletionResultType]::ParameterName, 'All Jobs that there are now, in all namespaces')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Wait until all are done, which is the default; without names and selectors: all Jobs that there are now')
            [CompletionResult]::new('--any', '--any', [CompletionResultType]::ParameterName, 'The first Job that completes or fails ends the wait')
            [CompletionResult]::new('--wait-for-create', '--wait-for-create', [CompletionResultType]::ParameterName, 'Wait for Jobs that are not there yet')
            [CompletionResult]::new('--ignore-not-found', '--ignore-not-found', [CompletionResultType]::ParameterName, 'Jobs that are not there are no error')
            [CompletionResult]::new('--fail-fast', '--fail-fast', [CompletionResultType]::ParameterName, 'The first Job that is bound to fail (FailureTarget) ends the wait, before its Pods have ended')
            [CompletionResult]::new('--fail-on-suspended', '--fail-on-suspended', [CompletionResultType]::ParameterName, 'Give up on a Job that is suspended')
            [CompletionResult]::new('--logs', '--logs', [CompletionResultType]::ParameterName, 'Print the logs of all containers as they are written')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'With -o json: a line for each event, then one for each result')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'With -o json: a line for each event, then one for each result')
            [CompletionResult]::new('--required-permissions', '--required-permissions', [CompletionResultType]::ParameterName, 'Print the ClusterRole that this needs, and exit')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'When using the table, wide or csv format, don''t print headers')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Draw with ASCII characters only')
            [CompletionResult]::new('--insecure-skip-tls-verify', '--insecure-skip-tls-verify', [CompletionResultType]::ParameterName, 'If true, the server''s certificate will not be checked for validity; this makes your HTTPS connections insecure')
            [CompletionResult]::new('--disable-compression', '--disable-compression', [CompletionResultType]::ParameterName, 'If true, opt out of response compression for all requests to the server')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kubectl-workloads;job-history' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'If present, the namespace scope for this CLI request')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'If present, the namespace scope for this CLI request')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Label selector: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)')
            [CompletionResult]::new('--selector', '--selector', [CompletionResultType]::ParameterName, 'Label selector: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)')
            [CompletionResult]::new('--field-selector', '--field-selector', [CompletionResultType]::ParameterName, 'Field selector: =, ==, != (e.g. --field-selector metadata.name=x)')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Runs of this long (90m, 24h) until now only')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'The newest so many runs only')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Runs that ended, or stand, like this only, separated by commas')
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'Keep what is known of each run in this file (SQLite), and tell of the runs that it holds')
            [CompletionResult]::new('--logs', '--logs', [CompletionResultType]::ParameterName, 'Print the log of a run too; one object has to be named')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Sort the items by this field of the JSON answer, e.g. ''{.ready}'' or .name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR, CLICOLOR and TERM count where this is auto')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Path to the kubeconfig file to use for CLI requests')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The name of the kubeconfig context to use')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The name of the kubeconfig cluster to use')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The name of the kubeconfig user to use')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The address and port of the Kubernetes API server')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'The address and port of the Kubernetes API server')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Username to impersonate for the operation: a regular user or a service account in a namespace')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to impersonate for the operation; repeat the flag for several groups')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to impersonate for the operation')
            [CompletionResult]::new('--as-user-extra', '--as-user-extra', [CompletionResultType]::ParameterName, 'Extra attribute to impersonate for the operation; repeat the flag for several')
            [CompletionResult]::new('--token', '--token', [CompletionResultType]::ParameterName, 'Bearer token for authentication to the API server')
            [CompletionResult]::new('--certificate-authority', '--certificate-authority', [CompletionResultType]::ParameterName, 'Path to a cert file for the certificate authority')
            [CompletionResult]::new('--client-certificate', '--client-certificate', [CompletionResultType]::ParameterName, 'Path to a client certificate file for TLS')
            [CompletionResult]::new('--client-key', '--client-key', [CompletionResultType]::ParameterName, 'Path to a client key file for TLS')
            [CompletionResult]::new('--tls-server-name', '--tls-server-name', [CompletionResultType]::ParameterName, 'Server name to use for server certificate validation; without it, the hostname used to contact the server')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'The length of time to wait before giving up on a single server request: seconds, or with a unit (1s, 2m, 3h); 0 means no timeout')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Number for the log level verbosity: above 0, each request is told')
            [CompletionResult]::new('--v', '--v', [CompletionResultType]::ParameterName, 'Number for the log level verbosity: above 0, each request is told')
            [CompletionResult]::new('--snapshot', '--snapshot', [CompletionResultType]::ParameterName, 'Answer from a recorded cluster instead of a live one: a file or folder as ''kubectl get -o json'', ''kubectl cluster-info dump'' or ''kubectl workloads snapshot'' write it, or - for stdin; JSON or YAML, plain or gzip; repeat the flag for several')
            [CompletionResult]::new('--chunk-size', '--chunk-size', [CompletionResultType]::ParameterName, 'Return large lists in chunks of this many objects rather than all at once; 0 for one chunk')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'Exit with 1 if a Job has failed, or something keeps it from getting on')
            [CompletionResult]::new('-A', '-A ', [CompletionResultType]::ParameterName, 'Look in all namespaces, whatever --namespace and the context say')
            [CompletionResult]::new('--all-namespaces', '--all-namespaces', [CompletionResultType]::ParameterName, 'Look in all namespaces, whatever --namespace and the context say')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Show the answer again as soon as it changes, until interrupted')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Show the answer again as soon as it changes, until interrupted')
            [CompletionResult]::new('--required-permissions', '--required-permissions', [CompletionResultType]::ParameterName, 'Print the ClusterRole that this needs, and exit')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'When using the table, wide or csv format, don''t print headers')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Draw with ASCII characters only')
            [CompletionResult]::new('--insecure-skip-tls-verify', '--insecure-skip-tls-verify', [CompletionResultType]::ParameterName, 'If true, the server''s certificate will not be checked for validity; this makes your HTTPS connections insecure')
            [CompletionResult]::new('--disable-compression', '--disable-compression', [CompletionResultType]::ParameterName, 'If true, opt out of response compression for all requests to the server')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kubectl-workloads;cronjob-history' {
            [CompletionResult]::new('--controller-time-zone', '--controller-time-zone', [CompletionResultType]::ParameterName, 'The time zone of kube-controller-manager, in which schedules without a zone are read')
            [CompletionResult]::new('--next', '--next', [CompletionResultType]::ParameterName, 'How many due times to come are told')
            [CompletionResult]::new('--fail-streak', '--fail-streak', [CompletionResultType]::ParameterName, 'With --exit-code: fewer failures in a row are nothing wrong')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'If present, the namespace scope for this CLI request')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'If present, the namespace scope for this CLI request')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Label selector: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)')
            [CompletionResult]::new('--selector', '--selector', [CompletionResultType]::ParameterName, 'Label selector: =, ==, !=, in, notin, exists (e.g. -l key1=value1,key2=value2)')
            [CompletionResult]::new('--field-selector', '--field-selector', [CompletionResultType]::ParameterName, 'Field selector: =, ==, != (e.g. --field-selector metadata.name=x)')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Runs of this long (90m, 24h) until now only')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'The newest so many runs only')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Runs that ended, or stand, like this only, separated by commas')
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'Keep what is known of each run in this file (SQLite), and tell of the runs that it holds')
            [CompletionResult]::new('--logs', '--logs', [CompletionResultType]::ParameterName, 'Print the log of a run too; one object has to be named')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format: table, wide, json, yaml, name, csv, or jsonpath=TEMPLATE')
            [CompletionResult]::new('--sort-by', '--sort-by', [CompletionResultType]::ParameterName, 'Sort the items by this field of the JSON answer, e.g. ''{.ready}'' or .name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; NO_COLOR, FORCE_COLOR, CLICOLOR and TERM count where this is auto')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Path to the kubeconfig file to use for CLI requests')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'The name of the kubeconfig context to use')
            [CompletionResult]::new('--cluster', '--cluster', [CompletionResultType]::ParameterName, 'The name of the kubeconfig cluster to use')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The name of the kubeconfig user to use')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The address and port of the Kubernetes API server')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'The address and port of the Kubernetes API server')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'Username to impersonate for the operation: a regular user or a service account in a namespace')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to impersonate for the operation; repeat the flag for several groups')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to impersonate for the operation')
            [CompletionResult]::new('--as-user-extra', '--as-user-extra', [CompletionResultType]::ParameterName, 'Extra attribute to impersonate for the operation; repeat the flag for several')
            [CompletionResult]::new('--token', '--token', [CompletionResultType]::ParameterName, 'Bearer token for authentication to the API server')
            [CompletionResult]::new('--certificate-authority', '--certificate-authority', [CompletionResultType]::ParameterName, 'Path to a cert file for the certificate authority')
            [CompletionResult]::new('--client-certificate', '--client-certificate', [CompletionResultType]::ParameterName, 'Path to a client certificate file for TLS')
            [CompletionResult]::new('--client-key', '--client-key', [CompletionResultType]::ParameterName, 'Path to a client key file for TLS')
            [CompletionResult]::new('--tls-server-name', '--tls-server-name', [CompletionResultType]::ParameterName, 'Server name to use for server certificate validation; without it, the hostname used to contact the server')
            [CompletionResult]::new('--request-timeout', '--request-timeout', [CompletionResultType]::ParameterName, 'The length of time to wait before giving up on a single server request: seconds, or with a unit (1s, 2m, 3h); 0 means no timeout')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Number for the log level verbosity: above 0, each request is told')
            [CompletionResult]::new('--v', '--v', [CompletionResultType]::ParameterName, 'Number for the log level verbosity: above 0, each request is told')
            [CompletionResult]::new('--snapshot', '--snapshot', [CompletionResultType]::ParameterName, 'Answer from a recorded cluster instead of a live one: a file or folder as ''kubectl get -o json'', ''kubectl cluster-info dump'' or ''kubectl workloads snapshot'' write it, or - for stdin; JSON or YAML, plain or gzip; repeat the flag for several')
            [CompletionResult]::new('--chunk-size', '--chunk-size', [CompletionResultType]::ParameterName, 'Return large lists in chunks of this many objects rather than all at once; 0 for one chunk')
            [CompletionResult]::new('--failing', '--failing', [CompletionResultType]::ParameterName, 'Those whose last finished run failed')
            [CompletionResult]::new('--stale', '--stale', [CompletionResultType]::ParameterName, 'Those without a success for two due times')
            [CompletionResult]::new('--suspended', '--suspended', [CompletionResultType]::ParameterName, 'Those that are suspended')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Give those without trouble a row each, however many there are')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'Exit with 1 if a CronJob is failing, late or without a recent success, or cannot run at all')
            [CompletionResult]::new('-A', '-A ', [CompletionResultType]::ParameterName, 'Look in all namespaces, whatever --namespace and the context say')
            [CompletionResult]::new('--all-namespaces', '--all-namespaces', [CompletionResultType]::ParameterName, 'Look in all namespaces, whatever --namespace and the context say')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Show the answer again as soon as it changes, until interrupted')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Show the answer again as soon as it changes, until interrupted')
            [CompletionResult]::new('--required-permissions', '--required-permissions', [CompletionResultType]::ParameterName, 'Print the ClusterRole that this needs, and exit')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'When using the table, wide or csv format, don''t print headers')
            [CompletionResult]::new('--ascii', '--ascii', [CompletionResultType]::ParameterName, 'Draw with ASCII characters only')
            [CompletionResult]::new('--insecure-skip-tls-verify', '--insecure-skip-tls-verify', [CompletionResultType]::ParameterName, 'If true, the server''s certificate will not be checked for validity; this makes your HTTPS connections insecure')
            [CompletionResult]::new('--disable-compression', '--disable-compression', [CompletionResultType]::ParameterName, 'If true, opt out of response compression for all requests to the server')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kubectl-workloads;completion' {
            [CompletionResult]::new('--install', '--install', [CompletionResultType]::ParameterName, 'Place kubectl_complete-workloads beside kubectl-workloads on the PATH')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kubectl-workloads;version' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kubectl-workloads;help' {
            [CompletionResult]::new('ds-coverage', 'ds-coverage', [CompletionResultType]::ParameterValue, 'Show which nodes each DaemonSet should be on, is on, and is not, and why')
            [CompletionResult]::new('ds-diagnose', 'ds-diagnose', [CompletionResultType]::ParameterValue, 'Tell why daemon Pods are absent, Pending or not ready, and what to do about it')
            [CompletionResult]::new('snapshot', 'snapshot', [CompletionResultType]::ParameterValue, 'Write a file with what the other subcommands need, for their --snapshot')
            [CompletionResult]::new('job-wait', 'job-wait', [CompletionResultType]::ParameterValue, 'Wait until Jobs complete or fail, show how far they are, and tell why they failed')
            [CompletionResult]::new('job-history', 'job-history', [CompletionResultType]::ParameterValue, 'Show what Jobs did: outcome, reason, exit codes, durations, retries and indexes of their attempts')
            [CompletionResult]::new('cronjob-history', 'cronjob-history', [CompletionResultType]::ParameterValue, 'Show what CronJobs did, did not do, and will do: runs, missed due times and their causes, what is next')
            [CompletionResult]::new('completion', 'completion', [CompletionResultType]::ParameterValue, 'Print a completion script, or make ''kubectl workloads <TAB>'' complete')
            [CompletionResult]::new('version', 'version', [CompletionResultType]::ParameterValue, 'Print the version')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kubectl-workloads;help;ds-coverage' {
            break
        }
        'kubectl-workloads;help;ds-diagnose' {
            break
        }
        'kubectl-workloads;help;snapshot' {
            break
        }
        'kubectl-workloads;help;job-wait' {
            break
        }
        'kubectl-workloads;help;job-history' {
            break
        }
        'kubectl-workloads;help;cronjob-history' {
            break
        }
        'kubectl-workloads;help;completion' {
            break
        }
        'kubectl-workloads;help;version' {
            break
        }
        'kubectl-workloads;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
