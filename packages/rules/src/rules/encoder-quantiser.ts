import { booleanOf, choiceOf, isWritten, propertyPlace } from '../element-values.ts';
import { prose } from '../prose.ts';
import { type ElementRule, setPropertyFix } from '../rule.ts';

/** Fixed quantisers count only while no bitrate is kept. */
export const encoderQuantiser: ElementRule = {
  id: 'encoder-quantiser',
  severity: 'warning',
  title: 'Fixed quantisers come without rate control',
  topic: 'output',
  explanation: prose`
    Finds fixed quantisers on hardware encoders while they still keep to a bitrate. Rate control
    chooses the quantiser of each frame, so the written one has no effect. Turn rate control
    off: control-rate constantQP on GPUs, ratecontrol-enable false on Jetson.`,
  scope: 'element',
  factories: ['nvv4l2h264enc', 'nvv4l2h265enc'],
  check(element, { document }, report) {
    if (document.target.platform === 'jetson') {
      const name = ['quant-i-frames', 'quant-p-frames', 'quant-b-frames'].find((it) =>
        isWritten(element, it),
      );
      if (name === undefined || booleanOf(element, 'ratecontrol-enable') !== true) return;
      const place = propertyPlace(element, 'ratecontrol-enable');
      report({
        message: `'${name}' of '${element.name}' has no effect while ratecontrol-enable is on`,
        place,
        remedy: 'Set ratecontrol-enable to false and preset-level to 0',
        fixes: [setPropertyFix('Set ratecontrol-enable to false', place, false)],
      });
    } else if (isWritten(element, 'constqp') && choiceOf(element, 'control-rate') !== 2) {
      const place = propertyPlace(element, 'control-rate');
      report({
        message: `'constqp' of '${element.name}' has no effect unless control-rate is constantQP`,
        place,
        remedy: 'Set control-rate to constantQP',
        fixes: [setPropertyFix('Set control-rate to constantQP', place, 2)],
      });
    }
  },
};
