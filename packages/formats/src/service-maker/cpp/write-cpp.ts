/** Pipeline document -> a C++ application for Service Maker. */
import type { PipelineDocument } from '@pipewright/graph';
import type { ExportFormat, ExportOptions, ExportResult } from '../../export/export-format.ts';
import { appPlan, FILES_FOLDER } from '../app/app-plan.ts';
import { cmakeLists, cppDockerfile, cppDockerIgnore, cppReadme } from './cpp-project-files.ts';
import { mainSource } from './main-source.ts';
import { pipelineHeader, pipelineSource } from './pipeline-source.ts';
import { logHeader, logSource, processingHeader, processingSource } from './processing-sources.ts';
import { settingsHeader, settingsSource } from './settings-sources.ts';

export const cppExport: ExportFormat = {
  id: 'cpp',
  title: 'C++ application',
  summary: 'A CMake project that builds and runs the pipeline with Service Maker',
  isOneFile: false,
  language: (path) => {
    if (/\.(?:cpp|h|hpp)$/.test(path)) return 'cpp';
    if (path.endsWith('.md')) return 'markdown';
    return path === 'Dockerfile' ? 'dockerfile' : /\.ya?ml$/.test(path) ? 'yaml' : 'plaintext';
  },
  write: writeCpp,
};

function writeCpp(document: PipelineDocument, options: ExportOptions): ExportResult {
  const result = appPlan(document, options);
  if (!result.ok) return result;
  const { plan } = result;
  const isProduction = options.profile === 'production';
  return {
    ok: true,
    files: [
      { path: 'src/pipeline.cpp', text: pipelineSource(plan) },
      { path: 'src/pipeline.h', text: pipelineHeader },
      { path: 'src/main.cpp', text: mainSource(isProduction) },
      { path: 'src/processing.h', text: processingHeader },
      { path: 'src/processing.cpp', text: processingSource },
      { path: 'src/settings.h', text: settingsHeader },
      { path: 'src/settings.cpp', text: settingsSource(plan.dataFolder) },
      { path: 'src/log.h', text: logHeader },
      { path: 'src/log.cpp', text: logSource },
      { path: 'CMakeLists.txt', text: cmakeLists(plan.environment) },
      { path: 'README.md', text: cppReadme(plan, isProduction) },
      ...(isProduction
        ? [
            { path: 'Dockerfile', text: cppDockerfile(plan, document.target) },
            { path: '.dockerignore', text: cppDockerIgnore },
          ]
        : []),
      ...plan.files.map(({ path, text }) => ({ path: `${FILES_FOLDER}/${path}`, text })),
    ],
    notes: plan.notes,
  };
}
