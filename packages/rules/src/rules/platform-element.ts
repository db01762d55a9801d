import { isOnPlatform } from '@pipewright/catalogue';
import type { Platform } from '@pipewright/graph';
import { swapFactoryFix } from '../factory-swap.ts';
import { platformName } from '../platforms.ts';
import { prose } from '../prose.ts';
import type { ElementRule } from '../rule.ts';

/** Factory -> platform -> what does the same job there. */
const replacements: Readonly<Record<string, Partial<Record<Platform, string>>>> = {
  nveglglessink: { sbsa: 'nv3dsink' },
  nv3dsink: { dgpu: 'nveglglessink' },
  nvdrmvideosink: { dgpu: 'nveglglessink', sbsa: 'nv3dsink' },
  nvarguscamerasrc: { dgpu: 'v4l2src', sbsa: 'v4l2src' },
  nvv4l2camerasrc: { dgpu: 'v4l2src', sbsa: 'v4l2src' },
  nvvidconv: { dgpu: 'nvvideoconvert', sbsa: 'nvvideoconvert' },
};

/** The element is not part of DeepStream on the target platform. */
export const platformElement: ElementRule = {
  id: 'platform-element',
  severity: 'error',
  title: 'The element exists on the target platform',
  topic: 'platform',
  explanation: prose`
    Compares the platforms that each element is part of with the document's target platform.
    DeepStream ships some elements for Jetson, for x86 with a GPU or for SBSA only, so elsewhere
    the element can't be made. Use what does the same job on the target, or change the target.`,
  scope: 'element',
  check(element, index, report) {
    const { factory } = element;
    const { platform } = index.document.target;
    if (!factory || isOnPlatform(factory, platform)) return;
    const where = factory.platforms.map(platformName).join(' and ');
    const replacement = replacements[factory.name]?.[platform];
    report({
      message: `${factory.name} is for ${where}; the target is ${platformName(platform)}`,
      place: { element: element.name },
      remedy: replacement
        ? `Use ${replacement}`
        : 'Use another element, or change the target platform',
      fixes: replacement ? [swapFactoryFix(element, replacement, index.catalogue)] : [],
      // It is here all the same, so a run on this machine goes on.
      ...(factory.installed === true ? { severity: 'warning' as const } : {}),
    });
  },
};
