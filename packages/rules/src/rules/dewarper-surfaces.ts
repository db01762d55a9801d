import { configFileOf } from '../config/config-files.ts';
import { isWritten, propertyPlace } from '../element-values.ts';
import { downstreamElements } from '../flow.ts';
import { linkBehindQueues } from '../neighbours.ts';
import { type ElementView, effectiveInteger, type PipelineIndex } from '../pipeline-index.ts';
import { prose } from '../prose.ts';
import { type ElementRule, type Report, setPropertyFix } from '../rule.ts';

/** The mux behind nvdewarper counts in views, and tells sources apart by nvdewarper's source-id. */
export const dewarperSurfaces: ElementRule = {
  id: 'dewarper-surfaces',
  severity: 'warning',
  title: "The mux knows of nvdewarper's views",
  topic: 'sources',
  explanation: prose`
    Compares the views that nvdewarper's config makes with num-surfaces-per-frame of the mux
    behind it, and its source-id with the mux pad that it feeds. With another number the mux
    makes batches of wrong frames, and with another id the views count for the wrong camera. Set
    both to what is linked.`,
  scope: 'element',
  factories: ['nvdewarper'],
  check(element, index, report) {
    const mux = downstreamElements(element).find(({ node }) => node.factory === 'nvstreammux');
    if (!mux) return;
    checkViews(element, mux, index, report);
    checkSource(element, mux, report);
  },
};

function checkViews(
  element: ElementView,
  mux: ElementView,
  index: PipelineIndex,
  report: Report,
): void {
  const file = configFileOf(element, index, 'dewarper');
  const numViews = [...(file?.config.groups.keys() ?? [])].filter((name) =>
    /^surface\d+$/.test(name),
  ).length;
  const own = effectiveInteger(mux, 'num-surfaces-per-frame');
  if (!file || numViews === 0 || own === undefined || own === numViews) return;
  const place = propertyPlace(mux, 'num-surfaces-per-frame');
  report({
    message: `'${element.name}' makes ${numViews} views of a frame (${file.config.path}), but num-surfaces-per-frame of '${mux.name}' is ${own}`,
    place,
    remedy: `Set num-surfaces-per-frame to ${numViews}, and batch-size to a multiple of it`,
    fixes: [setPropertyFix(`Set num-surfaces-per-frame to ${numViews}`, place, numViews)],
  });
}

function checkSource(element: ElementView, mux: ElementView, report: Report): void {
  const link = element.outputs.map(linkBehindQueues).find(({ to }) => to.element === mux);
  const pad = /^sink_(\d+)$/.exec(link?.to.pad ?? '')?.[1];
  const own = effectiveInteger(element, 'source-id');
  if (pad === undefined || own === undefined || own === Number(pad)) return;
  const place = propertyPlace(element, 'source-id');
  report({
    message: `source-id of '${element.name}' is ${own}${isWritten(element, 'source-id') ? '' : ' by default'}, but it feeds sink_${pad} of '${mux.name}'`,
    place,
    remedy: `Set source-id to ${pad}`,
    fixes: [setPropertyFix(`Set source-id to ${pad}`, place, Number(pad))],
  });
}
