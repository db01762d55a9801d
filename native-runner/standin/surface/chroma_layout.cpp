// SPDX-License-Identifier: Apache-2.0
#include "chroma_layout.hpp"

#include <cstring>

namespace pipewright::standin {
namespace {

// Written for the compiler to vectorise.
void interleave(const std::uint8_t* __restrict u, const std::uint8_t* __restrict v, int count,
                std::uint8_t* __restrict uv) {
  for (int i = 0; i < count; ++i) {
    uv[2 * i] = u[i];
    uv[2 * i + 1] = v[i];
  }
}

void separate(const std::uint8_t* __restrict uv, int count, std::uint8_t* __restrict u,
              std::uint8_t* __restrict v) {
  for (int i = 0; i < count; ++i) {
    u[i] = uv[2 * i];
    v[i] = uv[2 * i + 1];
  }
}

std::uint8_t* row_of(const FrameView& view, unsigned plane, int row) {
  return view.planes[plane] + static_cast<std::ptrdiff_t>(row) * view.strides[plane];
}

void separate_chroma(const FrameView& source, const FrameView& target) {
  const int width = (source.format.width + 1) / 2;
  const int height = (source.format.height + 1) / 2;
  for (int row = 0; row < height; ++row) {
    separate(row_of(source, 1, row), width, row_of(target, 1, row), row_of(target, 2, row));
  }
}

}  // namespace

bool differ_in_chroma_layout(const FrameFormat& source, const FrameFormat& target) {
  const bool are_the_two =
      (source.format == GST_VIDEO_FORMAT_I420 && target.format == GST_VIDEO_FORMAT_NV12) ||
      (source.format == GST_VIDEO_FORMAT_NV12 && target.format == GST_VIDEO_FORMAT_I420);
  FrameFormat same = source;
  same.format = target.format;
  return are_the_two && same == target;
}

void interleave_chroma(const FrameView& source, const FrameView& target) {
  const int width = (source.format.width + 1) / 2;
  const int height = (source.format.height + 1) / 2;
  for (int row = 0; row < height; ++row) {
    interleave(row_of(source, 1, row), row_of(source, 2, row), width, row_of(target, 1, row));
  }
}

void copy_chroma_layout(const FrameView& source, const FrameView& target) {
  for (int row = 0; row < source.format.height; ++row) {
    std::memcpy(row_of(target, 0, row), row_of(source, 0, row),
                static_cast<std::size_t>(source.format.width));
  }
  if (target.format.format == GST_VIDEO_FORMAT_NV12) {
    interleave_chroma(source, target);
  } else {
    separate_chroma(source, target);
  }
}

}  // namespace pipewright::standin
