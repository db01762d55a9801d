import { booleanOf, propertyPlace } from '../element-values.ts';
import { chainBefore } from '../inference-chain.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** By itself nvmsgconv makes messages of objects only with its newer interface. */
export const converterEvents: ElementRule = {
  id: 'converter-events',
  severity: 'warning',
  title: 'nvmsgconv makes messages without a program',
  topic: 'messaging',
  explanation: prose`
    Looks at msg2p-newapi of nvmsgconv. When it is off, messages are made of event metadata that
    only a program attaches, so in a pipeline of elements alone none is ever sent. Turn it on,
    or attach NvDsEventMsgMeta in a probe.`,
  scope: 'element',
  factories: ['nvmsgconv'],
  check(element, _index, report) {
    if (booleanOf(element, 'msg2p-newapi') !== false || !chainBefore(element).isKnown) return;
    const place = propertyPlace(element, 'msg2p-newapi');
    report({
      message: `'${element.name}' waits for event metadata, which only a program can attach: no message would be made`,
      place,
      remedy: 'Set msg2p-newapi to true, or attach NvDsEventMsgMeta in a probe',
      fixes: [setPropertyFix('Set msg2p-newapi to true', place, true)],
    });
  },
};
