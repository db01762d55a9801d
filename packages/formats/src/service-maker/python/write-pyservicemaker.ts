/** Pipeline document -> a Python application for pyservicemaker. */
import type { PipelineDocument } from '@pipewright/graph';
import type {
  ExportedFile,
  ExportFormat,
  ExportOptions,
  ExportResult,
} from '../../export/export-format.ts';
import { fileBase } from '../../export/file-base.ts';
import { type AppPlan, appPlan, FILES_FOLDER } from '../app/app-plan.ts';
import { pipelineModule } from './pipeline-module.ts';
import { processingModule } from './processing-module.ts';
import {
  dockerfile,
  dockerIgnore,
  packageInit,
  pyproject,
  readme,
  requirements,
} from './project-files.ts';
import { brokerModule, metricsModule, resilienceModule } from './resilience-modules.ts';
import { mainModule, type RunnerParts, runnerModule } from './runner-module.ts';
import { logsModule, settingsModule } from './settings-module.ts';
import { stubModule } from './stub-module.ts';
import { resilienceTestModule, testModule, testPackage } from './test-modules.ts';

export const pyservicemakerExport: ExportFormat = {
  id: 'pyservicemaker',
  title: 'pyservicemaker application',
  summary:
    'A Python project that builds and runs the pipeline with Service Maker, with tests and image',
  isOneFile: false,
  language: languageOf,
  write: writePyservicemaker,
};

const LANGUAGES: Readonly<Record<string, string>> = {
  py: 'python',
  md: 'markdown',
  toml: 'ini',
  yml: 'yaml',
  yaml: 'yaml',
  Dockerfile: 'dockerfile',
};

function languageOf(path: string): string {
  return LANGUAGES[path.split(/[./]/).pop() ?? ''] ?? 'plaintext';
}

function writePyservicemaker(document: PipelineDocument, options: ExportOptions): ExportResult {
  const result = appPlan(document, options);
  if (!result.ok) return result;
  const { plan } = result;
  const isProduction = options.profile === 'production';
  return {
    ok: true,
    files: [
      { path: 'app/pipeline.py', text: pipelineModule(plan) },
      ...applicationFiles(plan, isProduction),
      ...projectFiles(document, plan, isProduction),
      ...plan.files.map(({ path, text }) => ({ path: `${FILES_FOLDER}/${path}`, text })),
    ],
    notes: plan.notes,
  };
}

function applicationFiles(plan: AppPlan, isProduction: boolean): ExportedFile[] {
  const parts: RunnerParts = {
    hasRestarts: isProduction,
    hasMetrics: isProduction,
    hasBroker: isProduction && plan.brokers.length > 0,
  };
  const { metadata, inference, eventMessages } = plan.probes;
  const processing = { metadata, inference, eventMessages, hasMetrics: parts.hasMetrics };
  return [
    { path: 'app/__init__.py', text: packageInit(plan.environment) },
    { path: 'app/__main__.py', text: mainModule(parts) },
    { path: 'app/settings.py', text: settingsModule(plan.dataFolder) },
    { path: 'app/processing.py', text: processingModule(processing) },
    { path: 'app/runner.py', text: runnerModule(parts) },
    { path: 'app/logs.py', text: logsModule(isProduction) },
    ...(isProduction
      ? [
          { path: 'app/metrics.py', text: metricsModule },
          { path: 'app/resilience.py', text: resilienceModule },
        ]
      : []),
    ...(parts.hasBroker ? [{ path: 'app/broker.py', text: brokerModule }] : []),
  ];
}

function projectFiles(
  { name, target }: PipelineDocument,
  plan: AppPlan,
  isProduction: boolean,
): ExportedFile[] {
  const packageName = fileBase(name)
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '');
  const always = [
    { path: 'README.md', text: readme(plan, isProduction) },
    {
      path: 'pyproject.toml',
      text: pyproject(packageName.replace(/^[._-]+|[._-]+$/g, '') || 'app'),
    },
    { path: 'tests/__init__.py', text: testPackage },
    { path: 'tests/servicemaker_stub.py', text: stubModule },
    { path: 'tests/test_app.py', text: testModule(plan, { hasMetrics: isProduction }) },
  ];
  if (!isProduction) return always;
  return [
    ...always,
    { path: 'tests/test_resilience.py', text: resilienceTestModule },
    { path: 'requirements.txt', text: requirements },
    { path: 'Dockerfile', text: dockerfile(plan, target) },
    { path: '.dockerignore', text: dockerIgnore },
  ];
}
