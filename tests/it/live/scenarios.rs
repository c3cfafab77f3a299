/// A situation that the scheduler judges: what is there, what is applied, and what becomes of it.
pub(super) struct Scenario {
    pub name: &'static str,
    /// Objects that are there before; `ROOM` is the room's name.
    pub there: &'static str,
    /// Fields of the template's spec; the containers have the name `app` and the label is `app: agent`.
    pub spec: &'static str,
    /// The row of each node, and what it evicts: `a=Ready b=Pending:NodeResourcesFit/cpu c=Ready>victim`;
    /// where a preview cannot know better, what it says, and what becomes of it: `a=Ready?Pending:NodeAffinity`
    pub rows: &'static str,
}

/// The nodes are `a` (zone-a, disk=ssd), `b` (zone-b) and `c` (zone-c, and a taint when a scenario gives
/// it one); each has 4 CPUs, 16 GiB.
pub(super) const SCENARIOS: &[Scenario] = &[
    Scenario {
        name: "spread",
        there: "{apiVersion: v1, kind: Pod, metadata: {name: one, labels: {app: web}}, spec: {nodeName: ROOM-a, containers: [{name: c, image: i}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: two, labels: {app: web}}, spec: {nodeName: ROOM-a, containers: [{name: c, image: i}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: three, labels: {app: web}}, spec: {nodeName: ROOM-b, containers: [{name: c, image: i}]}}
",
        spec: "topologySpreadConstraints: [{maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]",
        // Pinned to one node, a Pod compares its own zone with itself.
        rows: "a=Ready b=Ready c=Ready",
    },
    Scenario {
        name: "spread-over-all",
        there: "{apiVersion: v1, kind: Pod, metadata: {name: one, labels: {app: web}}, spec: {nodeName: ROOM-a, containers: [{name: c, image: i}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: two, labels: {app: web}}, spec: {nodeName: ROOM-a, containers: [{name: c, image: i}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: three, labels: {app: web}}, spec: {nodeName: ROOM-b, containers: [{name: c, image: i}]}}
",
        spec: "topologySpreadConstraints: [{maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, nodeAffinityPolicy: Ignore, labelSelector: {matchLabels: {app: web}}}]",
        rows: "a=Pending:PodTopologySpread b=Ready c=Ready",
    },
    Scenario {
        name: "spread-key",
        there: "",
        spec: "topologySpreadConstraints: [{maxSkew: 1, topologyKey: disk, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: agent}}}]",
        rows: "a=Ready b=Pending:PodTopologySpread c=Pending:PodTopologySpread",
    },
    Scenario {
        name: "spread-any",
        there: "",
        spec: "topologySpreadConstraints: [{maxSkew: 1, topologyKey: disk, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: agent}}}]",
        rows: "a=Ready b=Ready c=Ready",
    },
    Scenario {
        name: "near",
        there: "{apiVersion: v1, kind: Pod, metadata: {name: db, labels: {app: db}}, spec: {nodeName: ROOM-a, containers: [{name: c, image: i}]}}",
        spec: "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: topology.kubernetes.io/zone, labelSelector: {matchLabels: {app: db}}}]}}",
        rows: "a=Ready b=Pending:InterPodAffinity c=Pending:InterPodAffinity",
    },
    Scenario {
        name: "near-itself",
        there: "",
        spec: "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/os, labelSelector: {matchLabels: {app: agent}}}]}}",
        rows: "a=Ready b=Ready c=Ready",
    },
    Scenario {
        name: "near-elsewhere",
        there: "{apiVersion: v1, kind: Pod, metadata: {name: db, labels: {app: db}}, spec: {nodeName: ROOM-a, containers: [{name: c, image: i}]}}",
        spec: "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: topology.kubernetes.io/zone, namespaces: [kube-public], labelSelector: {matchLabels: {app: db}}}]}}",
        rows: "a=Pending:InterPodAffinity b=Pending:InterPodAffinity c=Pending:InterPodAffinity",
    },
    Scenario {
        name: "near-by-namespace",
        there: "{apiVersion: v1, kind: Pod, metadata: {name: db, labels: {app: db}}, spec: {nodeName: ROOM-a, containers: [{name: c, image: i}]}}",
        spec: "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: live-near-by-namespace}}, labelSelector: {matchLabels: {app: db}}}]}}",
        rows: "a=Ready b=Pending:InterPodAffinity c=Pending:InterPodAffinity",
    },
    Scenario {
        name: "away",
        there: "{apiVersion: v1, kind: Pod, metadata: {name: noisy, labels: {app: noisy}}, spec: {nodeName: ROOM-b, containers: [{name: c, image: i}]}}",
        spec: "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchExpressions: [{key: app, operator: In, values: [noisy]}]}}]}}",
        rows: "a=Ready b=Pending:InterPodAffinity c=Ready",
    },
    Scenario {
        name: "kept-away",
        there: "{apiVersion: v1, kind: Pod, metadata: {name: shy}, spec: {nodeName: ROOM-c, affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: topology.kubernetes.io/zone, labelSelector: {matchLabels: {app: agent}}}]}}, containers: [{name: c, image: i}]}}",
        spec: "",
        rows: "a=Ready b=Ready c=Pending:InterPodAffinity",
    },
    Scenario {
        name: "limit-range",
        there: "{apiVersion: v1, kind: LimitRange, metadata: {name: defaults}, spec: {limits: [{type: Container, defaultRequest: {cpu: 1500m}, default: {cpu: 2}}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: filler}, spec: {nodeName: ROOM-a, containers: [{name: c, image: i, resources: {requests: {cpu: 3}, limits: {cpu: 3}}}]}}
",
        spec: "",
        rows: "a=Pending:NodeResourcesFit/cpu b=Ready c=Ready",
    },
    Scenario {
        name: "limit-range-max",
        there: "{apiVersion: v1, kind: LimitRange, metadata: {name: most}, spec: {limits: [{type: Container, max: {cpu: 1}}]}}",
        spec: "containers: [{name: app, image: i, resources: {requests: {cpu: 2}, limits: {cpu: 2}}}]",
        rows: "a=Missing:FailedCreate b=Missing:FailedCreate c=Missing:FailedCreate",
    },
    Scenario {
        name: "claim-missing",
        there: "",
        spec: "volumes: [{name: v, persistentVolumeClaim: {claimName: absent}}]",
        rows: "a=Pending:VolumeBinding b=Pending:VolumeBinding c=Pending:VolumeBinding",
    },
    Scenario {
        name: "claim-unbound",
        there: "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ROOM, labels: {live.test/room: ROOM}}, provisioner: example.test/none, volumeBindingMode: Immediate}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {storageClassName: ROOM, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}}
",
        spec: "volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]",
        rows: "a=Pending:VolumeBinding b=Pending:VolumeBinding c=Pending:VolumeBinding",
    },
    Scenario {
        name: "claim-zonal",
        there: "{apiVersion: v1, kind: PersistentVolume, metadata: {name: ROOM, labels: {live.test/room: ROOM}}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteMany], storageClassName: '', claimRef: {namespace: live-ROOM, name: data}, hostPath: {path: /tmp/x}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: topology.kubernetes.io/zone, operator: In, values: [zone-b]}]}]}}}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {storageClassName: '', volumeName: ROOM, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}}
",
        spec: "volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]",
        rows: "a=Pending:VolumeBinding b=Ready c=Pending:VolumeBinding",
    },
    Scenario {
        name: "claim-waits",
        there: "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ROOM, labels: {live.test/room: ROOM}}, provisioner: kubernetes.io/no-provisioner, volumeBindingMode: WaitForFirstConsumer}
---
{apiVersion: v1, kind: PersistentVolume, metadata: {name: ROOM, labels: {live.test/room: ROOM}}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteMany], storageClassName: ROOM, hostPath: {path: /tmp/x}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: topology.kubernetes.io/zone, operator: In, values: [zone-a]}]}]}}}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {storageClassName: ROOM, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}}
",
        spec: "volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]",
        rows: "a=Ready b=Pending:VolumeBinding c=Pending:VolumeBinding",
    },
    Scenario {
        name: "claim-waits-for-nothing",
        there: "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ROOM, labels: {live.test/room: ROOM}}, provisioner: kubernetes.io/no-provisioner, volumeBindingMode: WaitForFirstConsumer}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {storageClassName: ROOM, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}}
",
        spec: "volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]",
        rows: "a=Pending:VolumeBinding b=Pending:VolumeBinding c=Pending:VolumeBinding",
    },
    Scenario {
        name: "claim-zone",
        there: "{apiVersion: v1, kind: PersistentVolume, metadata: {name: ROOM, labels: {live.test/room: ROOM, topology.kubernetes.io/zone: zone-c}}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteMany], storageClassName: '', claimRef: {namespace: live-ROOM, name: data}, hostPath: {path: /tmp/x}}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {storageClassName: '', volumeName: ROOM, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}}
",
        spec: "volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]",
        rows: "a=Pending:VolumeZone b=Pending:VolumeZone c=Ready",
    },
    Scenario {
        name: "claim-ephemeral",
        there: "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ROOM, labels: {live.test/room: ROOM}}, provisioner: kubernetes.io/no-provisioner, volumeBindingMode: WaitForFirstConsumer}",
        spec: "volumes: [{name: v, ephemeral: {volumeClaimTemplate: {spec: {storageClassName: ROOM, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}}]",
        // A claim that is made with the Pod is not looked into before, which the preview says.
        rows: "a=Ready?Pending:VolumeBinding b=Ready?Pending:VolumeBinding c=Ready?Pending:VolumeBinding",
    },
    Scenario {
        name: "volume-limits",
        there: "{apiVersion: storage.k8s.io/v1, kind: CSINode, metadata: {name: ROOM-a, labels: {live.test/room: ROOM}}, spec: {drivers: [{name: example.test, nodeID: a, allocatable: {count: 1}}]}}
---
{apiVersion: storage.k8s.io/v1, kind: CSINode, metadata: {name: ROOM-b, labels: {live.test/room: ROOM}}, spec: {drivers: [{name: example.test, nodeID: b, allocatable: {count: 2}}]}}
---
{apiVersion: storage.k8s.io/v1, kind: CSINode, metadata: {name: ROOM-c, labels: {live.test/room: ROOM}}, spec: {drivers: [{name: example.test, nodeID: c}]}}
---
{apiVersion: v1, kind: PersistentVolume, metadata: {name: ROOM-one, labels: {live.test/room: ROOM}}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteMany], storageClassName: '', claimRef: {namespace: live-ROOM, name: one}, csi: {driver: example.test, volumeHandle: one}}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: one}, spec: {storageClassName: '', volumeName: ROOM-one, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}}
---
{apiVersion: v1, kind: PersistentVolume, metadata: {name: ROOM-two, labels: {live.test/room: ROOM}}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteMany], storageClassName: '', claimRef: {namespace: live-ROOM, name: two}, csi: {driver: example.test, volumeHandle: two}}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: two}, spec: {storageClassName: '', volumeName: ROOM-two, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}}
---
{apiVersion: v1, kind: Pod, metadata: {name: user-a}, spec: {nodeName: ROOM-a, volumes: [{name: v, persistentVolumeClaim: {claimName: one}}], containers: [{name: c, image: i}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: user-b}, spec: {nodeName: ROOM-b, volumes: [{name: v, persistentVolumeClaim: {claimName: one}}], containers: [{name: c, image: i}]}}
",
        spec: "volumes: [{name: v, persistentVolumeClaim: {claimName: two}}]",
        rows: "a=Pending:NodeVolumeLimits b=Ready c=Ready",
    },
    Scenario {
        name: "pod-level",
        there: "{apiVersion: v1, kind: Pod, metadata: {name: filler}, spec: {nodeName: ROOM-a, resources: {requests: {cpu: 2}}, containers: [{name: c, image: i, resources: {requests: {cpu: 500m}}}]}}",
        spec: "resources: {requests: {cpu: 2500m}}, containers: [{name: app, image: i, resources: {requests: {cpu: 100m}}}]",
        rows: "a=Pending:NodeResourcesFit/cpu b=Ready c=Ready",
    },
    Scenario {
        name: "host-network",
        there: "{apiVersion: v1, kind: Pod, metadata: {name: holder}, spec: {nodeName: ROOM-b, containers: [{name: c, image: i, ports: [{containerPort: 80, hostPort: 8080}]}]}}",
        spec: "hostNetwork: true, containers: [{name: app, image: i, ports: [{containerPort: 8080}]}]",
        rows: "a=Ready b=Pending:NodePorts c=Ready",
    },
    Scenario {
        name: "host-address",
        there: "{apiVersion: v1, kind: Pod, metadata: {name: holder}, spec: {nodeName: ROOM-a, containers: [{name: c, image: i, ports: [{containerPort: 80, hostPort: 8080, hostIP: 127.0.0.1}]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: wildcard}, spec: {nodeName: ROOM-b, containers: [{name: c, image: i, ports: [{containerPort: 80, hostPort: 8080}]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: udp}, spec: {nodeName: ROOM-c, containers: [{name: c, image: i, ports: [{containerPort: 80, hostPort: 8080, protocol: UDP}]}]}}
",
        spec: "containers: [{name: app, image: i, ports: [{containerPort: 8080, hostPort: 8080, hostIP: 127.0.0.2}]}]",
        rows: "a=Ready b=Pending:NodePorts c=Ready",
    },
    Scenario {
        name: "cordon",
        there: "{apiVersion: v1, kind: Node, metadata: {name: ROOM-b}, spec: {unschedulable: true}}",
        spec: "",
        rows: "a=Ready b=Ready c=Ready",
    },
    Scenario {
        name: "sidecars",
        there: "{apiVersion: v1, kind: Pod, metadata: {name: filler}, spec: {nodeName: ROOM-a, initContainers: [{name: s, image: i, restartPolicy: Always, resources: {requests: {cpu: 1}}}], containers: [{name: c, image: i, resources: {requests: {cpu: 500m}}}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: filler-b}, spec: {nodeName: ROOM-b, containers: [{name: c, image: i, resources: {requests: {cpu: 1}}}]}}
",
        spec: "initContainers: [{name: s, image: i, restartPolicy: Always, resources: {requests: {cpu: 1}}}, {name: init, image: i, resources: {requests: {cpu: 1900m}}}], containers: [{name: app, image: i, resources: {requests: {cpu: 1500m}}}]",
        rows: "a=Pending:NodeResourcesFit/cpu b=Ready c=Ready",
    },
    Scenario {
        name: "runtime-class",
        there: "{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: ROOM, labels: {live.test/room: ROOM}}, handler: h, overhead: {podFixed: {cpu: 500m}}, scheduling: {nodeSelector: {disk: ssd}}}",
        spec: "runtimeClassName: ROOM",
        rows: "a=Ready b=Pending:NodeAffinity c=Pending:NodeAffinity",
    },
    Scenario {
        name: "overhead",
        there: "{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: ROOM, labels: {live.test/room: ROOM}}, handler: h, overhead: {podFixed: {cpu: 1500m}}}
---
{apiVersion: v1, kind: Pod, metadata: {name: filler}, spec: {nodeName: ROOM-c, containers: [{name: c, image: i, resources: {requests: {cpu: 3}}}]}}
",
        spec: "runtimeClassName: ROOM",
        rows: "a=Ready b=Ready c=Pending:NodeResourcesFit/cpu",
    },
    Scenario {
        name: "preemption",
        there: "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: ROOM, labels: {live.test/room: ROOM}}, value: 1000}
---
{apiVersion: v1, kind: Pod, metadata: {name: victim}, spec: {nodeName: ROOM-a, containers: [{name: c, image: i, resources: {requests: {cpu: 3}}}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: equal}, spec: {nodeName: ROOM-b, priorityClassName: ROOM, containers: [{name: c, image: i, resources: {requests: {cpu: 3}}}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: spared}, spec: {nodeName: ROOM-c, containers: [{name: c, image: i, resources: {requests: {cpu: 1}}}]}}
",
        spec: "priorityClassName: ROOM, containers: [{name: app, image: i, resources: {requests: {cpu: 2}}}]",
        rows: "a=Ready>victim b=Pending:NodeResourcesFit/cpu c=Ready",
    },
    Scenario {
        name: "no-preemption",
        there: "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: ROOM, labels: {live.test/room: ROOM}}, value: 1000, preemptionPolicy: Never}
---
{apiVersion: v1, kind: Pod, metadata: {name: spared}, spec: {nodeName: ROOM-a, containers: [{name: c, image: i, resources: {requests: {cpu: 3}}}]}}
",
        spec: "priorityClassName: ROOM, containers: [{name: app, image: i, resources: {requests: {cpu: 2}}}]",
        rows: "a=Pending:NodeResourcesFit/cpu b=Ready c=Ready",
    },
    Scenario {
        name: "port-preemption",
        there: "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: ROOM, labels: {live.test/room: ROOM}}, value: 1000}
---
{apiVersion: v1, kind: Pod, metadata: {name: victim}, spec: {nodeName: ROOM-a, containers: [{name: c, image: i, ports: [{containerPort: 1, hostPort: 9200}]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: noisy, labels: {app: noisy}}, spec: {nodeName: ROOM-b, containers: [{name: c, image: i}]}}
",
        spec: "priorityClassName: ROOM, affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: noisy}}}]}}, containers: [{name: app, image: i, ports: [{containerPort: 1, hostPort: 9200}]}]",
        rows: "a=Ready>victim b=Ready>noisy c=Ready",
    },
    Scenario {
        name: "limits-only",
        there: "{apiVersion: v1, kind: Pod, metadata: {name: filler}, spec: {nodeName: ROOM-b, containers: [{name: c, image: i, resources: {limits: {memory: 10Gi, cpu: 2}}}]}}",
        spec: "containers: [{name: app, image: i, resources: {limits: {memory: 8Gi, cpu: 3}}}]",
        rows: "a=Ready b=Pending:NodeResourcesFit/cpu,NodeResourcesFit/memory c=Ready",
    },
    // Whether PodNodeSelector is on cannot be seen: the preview has a note on it.
    Scenario {
        name: "pinned-namespace",
        there: "{apiVersion: v1, kind: Namespace, metadata: {name: live-ROOM, annotations: {scheduler.alpha.kubernetes.io/node-selector: disk=ssd}}}",
        spec: "",
        rows: "a=Ready b=Ready?Pending:NodeAffinity c=Ready?Pending:NodeAffinity",
    },
    Scenario {
        name: "tainted",
        there: "{apiVersion: v1, kind: Node, metadata: {name: ROOM-c}, spec: {taints: [{key: dedicated, value: db, effect: NoSchedule}]}}
---
{apiVersion: v1, kind: Node, metadata: {name: ROOM-b}, spec: {taints: [{key: dedicated, value: web, effect: NoSchedule}]}}
",
        spec: "tolerations: [{key: dedicated, operator: Equal, value: web}]",
        rows: "a=Ready b=Ready c=Excluded:TaintToleration",
    },
    Scenario {
        name: "no-account",
        there: "",
        spec: "serviceAccountName: absent",
        rows: "a=Missing:FailedCreate b=Missing:FailedCreate c=Missing:FailedCreate",
    },
    Scenario {
        name: "no-priority",
        there: "",
        spec: "priorityClassName: absent",
        rows: "a=Missing:FailedCreate b=Missing:FailedCreate c=Missing:FailedCreate",
    },
    Scenario {
        name: "no-runtime",
        there: "",
        spec: "runtimeClassName: absent",
        rows: "a=Missing:FailedCreate b=Missing:FailedCreate c=Missing:FailedCreate",
    },
    Scenario {
        name: "restricted",
        there: "{apiVersion: v1, kind: Namespace, metadata: {name: live-ROOM, labels: {pod-security.kubernetes.io/enforce: baseline}}}",
        spec: "hostPID: true",
        rows: "a=Missing:FailedCreate b=Missing:FailedCreate c=Missing:FailedCreate",
    },
    Scenario {
        name: "quota",
        there: "{apiVersion: v1, kind: ResourceQuota, metadata: {name: cpu}, spec: {hard: {requests.cpu: 8}}}",
        spec: "",
        rows: "a=Missing:FailedCreate b=Missing:FailedCreate c=Missing:FailedCreate",
    },
    Scenario {
        name: "gated",
        there: "",
        spec: "schedulingGates: [{name: example.test/one}, {name: example.test/two}]",
        rows: "a=Pending:SchedulingGates b=Pending:SchedulingGates c=Pending:SchedulingGates",
    },
    Scenario {
        name: "once-only",
        there: "{apiVersion: v1, kind: PersistentVolume, metadata: {name: ROOM, labels: {live.test/room: ROOM}}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOncePod], storageClassName: '', claimRef: {namespace: live-ROOM, name: data}, csi: {driver: example.test, volumeHandle: h}}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {storageClassName: '', volumeName: ROOM, accessModes: [ReadWriteOncePod], resources: {requests: {storage: 1Gi}}}}
---
{apiVersion: v1, kind: Pod, metadata: {name: user}, spec: {nodeName: ROOM-a, volumes: [{name: v, persistentVolumeClaim: {claimName: data}}], containers: [{name: c, image: i}]}}
",
        spec: "volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]",
        rows: "a=Pending:VolumeRestrictions b=Pending:VolumeRestrictions c=Pending:VolumeRestrictions",
    },
];
