/** Pipeline document -> Kubernetes manifests for the container that the Docker export builds. */
import { stringify } from 'yaml';
import type { ExportedFile, ExportFormat } from '../export/export-format.ts';
import type { FormatNote } from '../note.ts';
import {
  CONFIG_MOUNT,
  type ContainerApp,
  containerApp,
  DATA_MOUNT,
  defaultText,
  METRICS_PORT,
  START_SECONDS,
} from './container-app.ts';
import { HEALTH_CHECK_FILE } from './health-check.ts';
import { deployLanguage } from './languages.ts';

export const kubernetesExport: ExportFormat = {
  id: 'kubernetes',
  title: 'Kubernetes manifests',
  summary:
    'Deployment, ConfigMap, Secret references, Service, storage and probes, for kubectl apply -k',
  isOneFile: false,
  language: deployLanguage,
  write: (document, options) => {
    const result = containerApp(document, options);
    if (!result.ok) return result;
    const { app } = result;
    const manifests: ExportedFile[] = [
      manifest('service.yaml', service(app)),
      manifest('storage.yaml', storage(app)),
      ...(hasSettings(app) ? [manifest('settings.yaml', settings(app))] : []),
      ...(app.configFiles.length > 0 ? [manifest('config-files.yaml', configFiles(app))] : []),
    ];
    return {
      ok: true,
      files: [
        manifest('deployment.yaml', deployment(app)),
        ...manifests,
        manifest('kustomization.yaml', {
          apiVersion: 'kustomize.config.k8s.io/v1beta1',
          kind: 'Kustomization',
          resources: ['deployment.yaml', ...manifests.map(({ path }) => path)],
        }),
        { path: 'README.md', text: readme(app) },
        ...app.project.map((file) => ({ ...file, path: `image/${file.path}` })),
      ],
      notes: [...app.notes, ...secretNotes(app)],
    };
  },
};

function manifest(path: string, object: object): ExportedFile {
  return { path, text: stringify(object, { lineWidth: 0, aliasDuplicateObjects: false }) };
}

function metadata(app: ContainerApp, name = app.name): object {
  return { name, labels: { 'app.kubernetes.io/name': app.name } };
}

const settingsName = (app: ContainerApp) => `${app.name}-settings`;
const filesName = (app: ContainerApp) => `${app.name}-files`;
const secretName = (app: ContainerApp) => `${app.name}-secrets`;
const dataName = (app: ContainerApp) => `${app.name}-data`;

function hasSettings({ parameters }: ContainerApp): boolean {
  return parameters.some(({ isSecret }) => !isSecret);
}

function deployment(app: ContainerApp): object {
  const labels = { 'app.kubernetes.io/name': app.name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(app),
    spec: {
      replicas: 1,
      // A GPU is held until the old pod is gone, so a new one can't start beside it.
      strategy: { type: 'Recreate' },
      selector: { matchLabels: labels },
      template: {
        metadata: {
          labels,
          annotations: {
            'prometheus.io/scrape': 'true',
            'prometheus.io/port': String(METRICS_PORT),
          },
        },
        spec: {
          // EOS first: files are finished and messages delivered.
          terminationGracePeriodSeconds: 60,
          ...(app.isJetson ? { runtimeClassName: 'nvidia' } : {}),
          containers: [container(app)],
          volumes: volumes(app),
        },
      },
    },
  };
}

function container(app: ContainerApp): object {
  const check = { exec: { command: ['python3', HEALTH_CHECK_FILE] }, timeoutSeconds: 10 };
  const isProduction = app.profile === 'production';
  return {
    name: app.name,
    image: `${app.name}:latest`,
    imagePullPolicy: 'IfNotPresent',
    env: [
      { name: 'DATA_FOLDER', value: app.dataFolder },
      { name: 'METRICS_PORT', value: String(METRICS_PORT) },
      ...app.parameters.map(({ variable, isSecret }) => ({
        name: variable,
        valueFrom: isSecret
          ? { secretKeyRef: { name: secretName(app), key: variable } }
          : { configMapKeyRef: { name: settingsName(app), key: variable } },
      })),
    ],
    ports: [{ name: 'metrics', containerPort: METRICS_PORT }],
    resources: {
      limits: { 'nvidia.com/gpu': 1, ...(isProduction ? { memory: '8Gi' } : {}) },
      requests: { cpu: '1', memory: '2Gi' },
    },
    startupProbe: { ...check, periodSeconds: 15, failureThreshold: START_SECONDS / 15 },
    livenessProbe: { ...check, periodSeconds: 30, failureThreshold: 3 },
    readinessProbe: { httpGet: { path: '/metrics', port: 'metrics' }, periodSeconds: 10 },
    ...(isProduction
      ? {
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
          },
        }
      : {}),
    volumeMounts: [
      { name: 'data', mountPath: DATA_MOUNT },
      { name: 'logs', mountPath: '/var/log/app' },
      ...(app.configFiles.length > 0 ? [{ name: 'files', mountPath: CONFIG_MOUNT }] : []),
    ],
  };
}

function volumes(app: ContainerApp): object[] {
  return [
    { name: 'data', persistentVolumeClaim: { claimName: dataName(app) } },
    { name: 'logs', emptyDir: {} },
    ...(app.configFiles.length > 0
      ? [
          {
            name: 'files',
            configMap: {
              name: filesName(app),
              // Keys of a ConfigMap have no folders: here the files get their places back.
              items: app.configFiles.map(({ path }) => ({ key: configKey(path), path })),
            },
          },
        ]
      : []),
  ];
}

/** Letters, digits, `-`, `_` and `.` are all that a key of a ConfigMap may hold. */
function configKey(path: string): string {
  return path.replaceAll('/', '.').replace(/[^A-Za-z0-9._-]/g, '_');
}

function service(app: ContainerApp): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(app),
    spec: {
      selector: { 'app.kubernetes.io/name': app.name },
      ports: [{ name: 'metrics', port: METRICS_PORT, targetPort: 'metrics' }],
    },
  };
}

function storage(app: ContainerApp): object {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadata(app, dataName(app)),
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } },
  };
}

function settings(app: ContainerApp): object {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(app, settingsName(app)),
    data: Object.fromEntries(
      app.parameters
        .filter(({ isSecret }) => !isSecret)
        .map((parameter) => [parameter.variable, defaultText(parameter)]),
    ),
  };
}

function configFiles(app: ContainerApp): object {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(app, filesName(app)),
    data: Object.fromEntries(app.configFiles.map(({ path, text }) => [configKey(path), text])),
  };
}

function secretNotes(app: ContainerApp): FormatNote[] {
  return app.parameters
    .filter(({ isSecret }) => isSecret)
    .map(({ name, variable }) => ({
      kind: 'advice',
      message: `the secret is the key ${variable} of the Secret ${secretName(app)}, which has to be made in the cluster`,
      place: { parameter: name },
    }));
}

function readme(app: ContainerApp): string {
  const secrets = app.parameters.filter(({ isSecret }) => isSecret);
  const literals = secrets.map(({ variable }) => ` \\\n  --from-literal=${variable}=…`).join('');
  const secretSteps =
    secrets.length === 0
      ? ''
      : `\`\`\`sh\nkubectl create secret generic ${secretName(app)}${literals}\n\`\`\`\n\n`;
  return `# ${app.title.replace(/\s+/g, ' ')} on Kubernetes

The nodes need NVIDIA's device plugin (or GPU operator), which offers \`nvidia.com/gpu\`.

\`\`\`sh
docker build -t ${app.name}:latest image     # push it where the cluster pulls from
\`\`\`

${secretSteps}Media, models and engines go into the volume of the claim \`${dataName(app)}\`, laid out as
beside the pipeline: it is mounted at \`${DATA_MOUNT}\`, and relative paths start at \`${app.dataFolder}\`.

\`\`\`sh
kubectl apply -k .
kubectl rollout status deployment/${app.name}
kubectl port-forward service/${app.name} ${METRICS_PORT}
\`\`\`

| file | what |
| --- | --- |
| \`deployment.yaml\` | one pod with one GPU; it is started again when no frame passes any more |
| \`service.yaml\` | Prometheus metrics on port ${METRICS_PORT} |
| \`storage.yaml\` | the claim for the data |
${hasSettings(app) ? '| `settings.yaml` | values of the parameters |\n' : ''}${app.configFiles.length > 0 ? '| `config-files.yaml` | config files of elements |\n' : ''}| \`image/\` | what the image is built from |
`;
}
