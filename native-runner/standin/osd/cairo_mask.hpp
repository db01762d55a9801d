// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cairo.h>

#include <memory>

#include "standin/osd/mask.hpp"

namespace pipewright::standin::osd {

struct CairoRelease {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};

/// What `draw` (called with a cairo context) covers of `width` x `height` pixels; an empty mask
/// when memory is short.
template <typename Draw>
Mask draw_mask(int width, int height, const Draw& draw) {
  if (width <= 0 || height <= 0) return {};
  const std::unique_ptr<cairo_surface_t, CairoRelease> surface(
      cairo_image_surface_create(CAIRO_FORMAT_A8, width, height));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return {};
  const std::unique_ptr<cairo_t, CairoRelease> context(cairo_create(surface.get()));
  draw(context.get());
  cairo_surface_flush(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  const unsigned char* data = cairo_image_surface_get_data(surface.get());
  Mask mask;
  mask.reset(width, height);
  for (int row = 0; row < height; ++row) {
    mask.add_row({data + std::ptrdiff_t{row} * stride, static_cast<std::size_t>(width)});
  }
  return mask;
}

}  // namespace pipewright::standin::osd
