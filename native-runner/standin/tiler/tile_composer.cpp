// SPDX-License-Identifier: Apache-2.0
#include "tile_composer.hpp"

#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

#include "meta_transform.hpp"

namespace pipewright::standin {
namespace {

/// The pixels of a tile as a picture of its own. Tiles have even edges, and the formats of the
/// output keep their pixels in whole bytes.
FrameView part_of(const FrameView& view, const Rect& tile) {
  const GstVideoFormatInfo* info = gst_video_format_get_info(view.format.format);
  FrameView part = view;
  part.format.width = tile.width;
  part.format.height = tile.height;
  for (int component = GST_VIDEO_FORMAT_INFO_N_COMPONENTS(info); component-- > 0;) {
    // The first component of a plane comes last and tells where the plane's pixels start.
    const unsigned plane = GST_VIDEO_FORMAT_INFO_PLANE(info, component);
    const int row = GST_VIDEO_FORMAT_INFO_SCALE_HEIGHT(info, component, tile.y);
    const int column = GST_VIDEO_FORMAT_INFO_SCALE_WIDTH(info, component, tile.x);
    part.planes[plane] = view.planes[plane] + std::ptrdiff_t{row} * view.strides[plane] +
                         column * GST_VIDEO_FORMAT_INFO_PSTRIDE(info, component);
  }
  return part;
}

}  // namespace

void TileComposer::set_output(const FrameFormat& format, Interpolation interpolation) {
  format_ = format;
  interpolation_ = interpolation;
}

/// In a grid of fixed size the source's number is its place; a square grid has no gaps.
std::optional<Rect> TileComposer::tile(const TileLayout& layout, unsigned source,
                                       bool is_square_grid) const {
  const bool counts_places = is_square_grid && layout.shown_source < 0;
  if (!counts_places) return tile_of(layout, source);
  const auto place = std::distance(latest_.begin(), latest_.find(source));
  return tile_of(layout, static_cast<unsigned>(place));
}

bool TileComposer::paint(const PictureRef& picture, const FrameView& output, const Rect& tile) {
  // Tiles of one output share its colorimetry. Matching each source's matrix would cost more than
  // scaling and is left out, as in the mux; only the range is kept right.
  FrameView source = picture->view();
  const bool same_range = source.format.colorimetry.range == output.format.colorimetry.range ||
                          source.format.colorimetry.range == GST_VIDEO_COLOR_RANGE_UNKNOWN;
  if (source.format.format == output.format.format && same_range) {
    source.format.colorimetry = output.format.colorimetry;
  }
  // As pictures of their own all tiles of one size share a converter, however many there are.
  return converter_.convert(source, part_of(output, tile), interpolation_);
}

PictureRef TileComposer::compose(const SurfaceMap& map, NvDsBatchMeta* batch_meta,
                                 TileLayout layout, bool is_square_grid) {
  for (GList* node = batch_meta->frame_meta_list; node != nullptr; node = node->next) {
    auto* frame = static_cast<NvDsFrameMeta*>(node->data);
    if (frame->batch_id < map.size()) latest_[frame->pad_index] = map.picture(frame->batch_id);
  }
  if (is_square_grid) layout = square_layout(layout, static_cast<unsigned>(latest_.size()));
  PictureRef canvas = allocate_picture(format_);
  if (!canvas) return {};
  const FrameView& output = canvas->view();
  std::size_t num_painted_pixels = 0;
  std::vector<std::pair<const PictureRef*, Rect>> tiles;
  for (const auto& [source, picture] : latest_) {
    const auto rect = tile(layout, source, is_square_grid);
    if (!rect) continue;
    tiles.emplace_back(&picture, *rect);
    num_painted_pixels +=
        static_cast<std::size_t>(rect->width) * static_cast<std::size_t>(rect->height);
  }
  const auto num_pixels =
      static_cast<std::size_t>(format_.width) * static_cast<std::size_t>(format_.height);
  if (num_painted_pixels < num_pixels) fill_black(output, format_.bounds());
  for (const auto& [picture, rect] : tiles) {
    if (!paint(*picture, output, rect)) return {};
  }
  for (GList* node = batch_meta->frame_meta_list; node != nullptr; node = node->next) {
    auto* frame = static_cast<NvDsFrameMeta*>(node->data);
    const auto rect = tile(layout, frame->pad_index, is_square_grid);
    if (rect && frame->batch_id < map.size()) {
      const FrameFormat& format = map.view(frame->batch_id).format;
      move_frame_meta(frame, format.width, format.height, *rect);
    } else {
      nvds_clear_obj_meta_list(frame, frame->obj_meta_list);
      nvds_clear_display_meta_list(frame, frame->display_meta_list);
    }
  }
  return canvas;
}

}  // namespace pipewright::standin
