use super::keep::Keep;
use super::keep::Keep::{All, Annotations, Both, Fields, Presence};

/// What is kept of an object of that kind; None for a kind that the analyses do not know.
pub(super) fn keep(api_version: &str, kind: &str) -> Option<&'static Keep> {
    let group = api_version.split_once('/').map_or("", |(group, _)| group);
    Some(match (group, kind) {
        ("", "Node") => &NODE,
        ("", "Pod") => &POD,
        ("apps" | "extensions", "DaemonSet") => &DAEMON_SET,
        ("batch", "Job") => &JOB,
        ("batch", "CronJob") => &CRON_JOB,
        ("apps", "ControllerRevision") => &CONTROLLER_REVISION,
        ("" | "events.k8s.io", "Event") => &EVENT,
        ("", "Namespace") => &NAMESPACE,
        ("", "LimitRange") => &LIMIT_RANGE,
        ("", "ResourceQuota") => &RESOURCE_QUOTA,
        ("", "ServiceAccount") => &OBJECT,
        ("", "PersistentVolumeClaim") => &PERSISTENT_VOLUME_CLAIM,
        ("", "PersistentVolume") => &PERSISTENT_VOLUME,
        ("scheduling.k8s.io", "PriorityClass") => &PRIORITY_CLASS,
        ("node.k8s.io", "RuntimeClass") => &RUNTIME_CLASS,
        ("storage.k8s.io", "StorageClass") => &STORAGE_CLASS,
        ("storage.k8s.io", "CSINode") => &CSI_NODE,
        _ => return None,
    })
}

const METADATA: Keep = Fields(&[
    ("name", All),
    ("namespace", All),
    ("uid", All),
    ("resourceVersion", All),
    ("generation", All),
    ("creationTimestamp", All),
    ("deletionTimestamp", All),
    ("deletionGracePeriodSeconds", All),
    ("labels", All),
    ("annotations", Annotations),
    (
        "ownerReferences",
        Fields(&[
            ("apiVersion", All),
            ("kind", All),
            ("name", All),
            ("uid", All),
            ("controller", All),
        ]),
    ),
]);

const OBJECT: Keep = Fields(&[("apiVersion", All), ("kind", All), ("metadata", METADATA)]);

const CONDITIONS: Keep = Fields(&[
    ("type", All),
    ("status", All),
    ("lastHeartbeatTime", All),
    ("lastTransitionTime", All),
    ("reason", All),
    ("message", All),
]);

const NODE: Keep = Both(
    &OBJECT,
    &Fields(&[
        ("spec", Fields(&[("unschedulable", All), ("taints", All)])),
        ("status", Fields(&[("allocatable", All), ("conditions", CONDITIONS)])),
    ]),
);

const POD: Keep = Both(
    &OBJECT,
    &Fields(&[
        ("spec", POD_SPEC),
        (
            "status",
            Fields(&[
                ("phase", All),
                ("conditions", CONDITIONS),
                ("message", All),
                ("reason", All),
                ("nominatedNodeName", All),
                ("initContainerStatuses", CONTAINER_STATUSES),
                ("containerStatuses", CONTAINER_STATUSES),
            ]),
        ),
    ]),
);

const RESOURCES: Keep = Fields(&[("limits", All), ("requests", All)]);

const POD_SPEC: Keep = Fields(&[
    ("volumes", VOLUMES),
    ("initContainers", CONTAINERS),
    ("containers", CONTAINERS),
    ("nodeSelector", All),
    ("serviceAccountName", All),
    ("serviceAccount", All),
    ("nodeName", All),
    ("hostNetwork", All),
    ("hostPID", All),
    ("hostIPC", All),
    ("securityContext", SECURITY_CONTEXT),
    (
        "affinity",
        Fields(&[
            ("nodeAffinity", REQUIRED),
            ("podAffinity", REQUIRED),
            ("podAntiAffinity", REQUIRED),
        ]),
    ),
    ("schedulerName", All),
    ("tolerations", All),
    ("priorityClassName", All),
    ("priority", All),
    ("runtimeClassName", All),
    ("preemptionPolicy", All),
    ("overhead", All),
    ("topologySpreadConstraints", All),
    ("os", All),
    ("schedulingGates", All),
    ("resourceClaims", Fields(&[("name", All)])),
    ("resources", RESOURCES),
]);

const REQUIRED: Keep = Fields(&[("requiredDuringSchedulingIgnoredDuringExecution", All)]);

const CONTAINERS: Keep = Fields(&[
    ("name", All),
    ("image", All),
    ("ports", All),
    ("resources", RESOURCES),
    ("restartPolicy", All),
    ("livenessProbe", HANDLER),
    ("readinessProbe", HANDLER),
    ("startupProbe", HANDLER),
    ("lifecycle", Fields(&[("postStart", HANDLER), ("preStop", HANDLER)])),
    ("securityContext", SECURITY_CONTEXT),
]);

const HANDLER: Keep =
    Fields(&[("httpGet", Fields(&[("host", All)])), ("tcpSocket", Fields(&[("host", All)]))]);

/// Of a Pod or of a container.
const SECURITY_CONTEXT: Keep = Fields(&[
    ("seLinuxOptions", Fields(&[("type", All), ("user", All), ("role", All)])),
    ("windowsOptions", Fields(&[("hostProcess", All)])),
    ("runAsUser", All),
    ("runAsNonRoot", All),
    ("sysctls", Fields(&[("name", All)])),
    ("seccompProfile", Fields(&[("type", All)])),
    ("appArmorProfile", Fields(&[("type", All)])),
    ("capabilities", All),
    ("privileged", All),
    ("allowPrivilegeEscalation", All),
    ("procMount", All),
]);

const CONFIG_MAP: Keep = Fields(&[("name", All), ("optional", All)]);

const VOLUMES: Keep = Fields(&[
    ("name", All),
    ("persistentVolumeClaim", Fields(&[("claimName", All)])),
    ("csi", Fields(&[("driver", All)])),
    ("configMap", CONFIG_MAP),
    ("secret", Fields(&[("secretName", All), ("optional", All)])),
    (
        "projected",
        Fields(&[(
            "sources",
            Fields(&[
                ("configMap", CONFIG_MAP),
                ("secret", CONFIG_MAP),
                ("serviceAccountToken", Presence),
            ]),
        )]),
    ),
    ("awsElasticBlockStore", Presence),
    ("azureDisk", Presence),
    ("azureFile", Presence),
    ("cephfs", Presence),
    ("cinder", Presence),
    ("downwardAPI", Presence),
    ("emptyDir", Presence),
    ("ephemeral", Presence),
    ("fc", Presence),
    ("flexVolume", Presence),
    ("flocker", Presence),
    ("gcePersistentDisk", Presence),
    ("gitRepo", Presence),
    ("glusterfs", Presence),
    ("hostPath", Presence),
    ("image", Presence),
    ("iscsi", Presence),
    ("nfs", Presence),
    ("photonPersistentDisk", Presence),
    ("portworxVolume", Presence),
    ("quobyte", Presence),
    ("rbd", Presence),
    ("scaleIO", Presence),
    ("storageos", Presence),
    ("vsphereVolume", Presence),
]);

const CONTAINER_STATE: Keep = Fields(&[
    ("waiting", All),
    ("running", All),
    (
        "terminated",
        Fields(&[
            ("exitCode", All),
            ("signal", All),
            ("reason", All),
            ("message", All),
            ("startedAt", All),
            ("finishedAt", All),
        ]),
    ),
]);

const CONTAINER_STATUSES: Keep = Fields(&[
    ("name", All),
    ("state", CONTAINER_STATE),
    ("lastState", CONTAINER_STATE),
    ("ready", All),
    ("restartCount", All),
    ("allocatedResources", All),
    ("resources", RESOURCES),
]);

const DAEMON_SET: Keep = Both(
    &OBJECT,
    &Fields(&[
        (
            "spec",
            Fields(&[
                ("selector", All),
                ("template", Fields(&[("metadata", METADATA), ("spec", POD_SPEC)])),
                ("updateStrategy", All),
                ("minReadySeconds", All),
            ]),
        ),
        ("status", All),
    ]),
);

const JOB_SPEC: Keep = Fields(&[
    ("parallelism", All),
    ("completions", All),
    ("activeDeadlineSeconds", All),
    ("template", Fields(&[("metadata", METADATA), ("spec", JOB_POD_SPEC)])),
    ("backoffLimit", All),
    ("ttlSecondsAfterFinished", All),
    ("completionMode", All),
    ("suspend", All),
    ("podFailurePolicy", Presence),
    ("backoffLimitPerIndex", All),
    ("maxFailedIndexes", All),
    ("podReplacementPolicy", All),
    ("managedBy", All),
    ("successPolicy", Presence),
]);

const JOB_POD_SPEC: Keep = Both(&POD_SPEC, &Fields(&[("restartPolicy", All)]));

const JOB: Keep = Both(&OBJECT, &Fields(&[("spec", JOB_SPEC), ("status", All)]));

const CRON_JOB: Keep = Both(
    &OBJECT,
    &Fields(&[
        (
            "spec",
            Fields(&[
                ("schedule", All),
                ("startingDeadlineSeconds", All),
                ("concurrencyPolicy", All),
                ("suspend", All),
                ("jobTemplate", Fields(&[("metadata", METADATA), ("spec", JOB_SPEC)])),
                ("successfulJobsHistoryLimit", All),
                ("failedJobsHistoryLimit", All),
                ("timeZone", All),
            ]),
        ),
        (
            "status",
            Fields(&[
                ("active", REFERENCE),
                ("lastScheduleTime", All),
                ("lastSuccessfulTime", All),
            ]),
        ),
    ]),
);

const CONTROLLER_REVISION: Keep = Both(&OBJECT, &Fields(&[("revision", All)]));

const REFERENCE: Keep = Fields(&[
    ("apiVersion", All),
    ("kind", All),
    ("namespace", All),
    ("name", All),
    ("uid", All),
    ("fieldPath", All),
]);

const EVENT: Keep = Both(
    &OBJECT,
    &Fields(&[
        ("involvedObject", REFERENCE),
        ("regarding", REFERENCE),
        ("reason", All),
        ("message", All),
        ("note", All),
        ("source", Fields(&[("component", All)])),
        ("deprecatedSource", Fields(&[("component", All)])),
        ("firstTimestamp", All),
        ("deprecatedFirstTimestamp", All),
        ("lastTimestamp", All),
        ("deprecatedLastTimestamp", All),
        ("count", All),
        ("deprecatedCount", All),
        ("type", All),
        ("eventTime", All),
        ("series", All),
        ("reportingComponent", All),
        ("reportingController", All),
    ]),
);

const NAMESPACE: Keep = Both(&OBJECT, &Fields(&[("status", Fields(&[("phase", All)]))]));

const LIMIT_RANGE: Keep = Both(&OBJECT, &Fields(&[("spec", Fields(&[("limits", All)]))]));

const RESOURCE_QUOTA: Keep = Both(
    &OBJECT,
    &Fields(&[
        ("spec", Fields(&[("hard", All), ("scopes", All), ("scopeSelector", All)])),
        ("status", Fields(&[("hard", All), ("used", All)])),
    ]),
);

const PERSISTENT_VOLUME_CLAIM: Keep = Both(
    &OBJECT,
    &Fields(&[(
        "spec",
        Fields(&[
            ("accessModes", All),
            ("resources", RESOURCES),
            ("volumeName", All),
            ("storageClassName", All),
        ]),
    )]),
);

const PERSISTENT_VOLUME: Keep = Both(
    &OBJECT,
    &Fields(&[
        (
            "spec",
            Fields(&[
                ("capacity", All),
                ("csi", Fields(&[("driver", All)])),
                ("accessModes", All),
                ("claimRef", REFERENCE),
                ("storageClassName", All),
                ("nodeAffinity", All),
            ]),
        ),
        ("status", Fields(&[("phase", All)])),
    ]),
);

const PRIORITY_CLASS: Keep =
    Both(&OBJECT, &Fields(&[("value", All), ("globalDefault", All), ("preemptionPolicy", All)]));

const RUNTIME_CLASS: Keep = Both(&OBJECT, &Fields(&[("overhead", All), ("scheduling", All)]));

const STORAGE_CLASS: Keep = Both(
    &OBJECT,
    &Fields(&[("provisioner", All), ("volumeBindingMode", All), ("allowedTopologies", All)]),
);

const CSI_NODE: Keep = Both(
    &OBJECT,
    &Fields(&[("spec", Fields(&[("drivers", Fields(&[("name", All), ("allocatable", All)]))]))]),
);
