// SPDX-License-Identifier: Apache-2.0
#include "frame_scaler.hpp"

namespace pipewright::standin {

PictureRef FrameScaler::scale(const PictureRef& picture, const ScaleTarget& target) {
  const FrameView& source = picture->view();
  FrameFormat format = target.format;
  // Every picture says itself what its colours mean, so sources of different colorimetry share a
  // batch without conversion, which would cost more than the scaling.
  if (format.format == source.format.format) format.colorimetry = source.format.colorimetry;
  if (format == source.format) return picture;
  PictureRef scaled = allocate_picture(format);
  if (!scaled) return {};
  const Rect rect = target.keeps_shape ? letterbox(source.format.width, source.format.height,
                                                   format.width, format.height)
                                       : format.bounds();
  const bool ok = converter_.convert(source, source.format.bounds(), scaled->view(), rect,
                                     target.interpolation, Border::kBlack);
  return ok ? scaled : PictureRef();
}

}  // namespace pipewright::standin
