/** Every format that a pipeline can be written in. */
import { deepstreamAppExport, deepstreamAppYamlExport } from '../deepstream-app/deepstream-app.ts';
import { dockerExport } from '../deploy/write-docker.ts';
import { kubernetesExport } from '../deploy/write-kubernetes.ts';
import { dotFormat } from '../dot/write-dot.ts';
import { gstLaunchExport } from '../gst-launch/gst-launch-export.ts';
import { cppExport } from '../service-maker/cpp/write-cpp.ts';
import { pyservicemakerExport } from '../service-maker/python/write-pyservicemaker.ts';
import { serviceMakerExport } from '../service-maker/yaml/write-service-maker.ts';
import { svgFormat } from '../svg/write-svg.ts';
import type { ExportFormat } from './export-format.ts';

export const exportFormats: readonly ExportFormat[] = [
  gstLaunchExport,
  deepstreamAppExport,
  deepstreamAppYamlExport,
  dotFormat,
  svgFormat,
  serviceMakerExport,
  pyservicemakerExport,
  dockerExport,
  kubernetesExport,
  cppExport,
];

export function exportFormat(id: string): ExportFormat | undefined {
  return exportFormats.find((format) => format.id === id);
}
