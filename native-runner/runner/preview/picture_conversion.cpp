// SPDX-License-Identifier: Apache-2.0
#include "runner/preview/picture_conversion.hpp"

#include "common/text.hpp"
#include "runner/preview/picture_layout.hpp"

namespace pipewright {

PictureSize display_size(const PictureSource& source, int stream) {
  gint numerator = 1;
  gint denominator = 1;
  gst_structure_get_fraction(gst_caps_get_structure(source.caps.get(), 0), "pixel-aspect-ratio",
                             &numerator, &denominator);
  PictureSize picture = source.size;
  if (numerator > 0 && denominator > 0) {
    picture.width = static_cast<std::uint32_t>(
        gst_util_uint64_scale_int(source.size.width, numerator, denominator));
  }
  if (is_batched(source) && stream < 0) {
    const TileGrid grid = tile_grid(source.batch_size);
    picture.width *= grid.columns;
    picture.height *= grid.rows;
  }
  return picture;
}

std::string describe_conversion(const PictureSource& source, int stream,
                                const PictureTarget& target) {
  const std::string size = concat("width=", target.size.width, ",height=", target.size.height);
  if (!source.is_nvmm) {
    std::string convert = concat(
        "videoscale add-borders=false ! videoconvert ! capsfilter name=scaled "
        "caps=\"video/x-raw,format=",
        target.format, ",pixel-aspect-ratio=1/1,", size, "\"");
    if (target.is_nvmm) {
      convert += concat(" ! nvvideoconvert ! video/x-raw(memory:NVMM),format=", target.format);
    }
    return convert;
  }
  std::string convert;
  if (is_batched(source)) {
    const TileGrid grid = stream < 0 ? tile_grid(source.batch_size) : TileGrid{};
    convert = concat("nvmultistreamtiler name=tiler rows=", grid.rows, " columns=", grid.columns,
                     " width=", target.size.width, " height=", target.size.height,
                     " show-source=", stream, " ! ");
  }
  return concat(convert, "nvvideoconvert ! capsfilter name=scaled caps=\"video/x-raw",
                target.is_nvmm ? "(memory:NVMM)" : "", ",format=", target.format, ",", size, "\"");
}

}  // namespace pipewright
