// SPDX-License-Identifier: Apache-2.0
#include "standin/tiler/tile_composer.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "common/gst_ptr.hpp"
#include "standin/tiler/meta_transform.hpp"
#include "tests/standin/inference/batch_builder.hpp"

namespace pipewright::standin {
namespace {

using testing::black_picture;
using testing::frames_of;
using testing::make_batch;
using testing::paint_rect;

TEST(TileComposer, TilesOfOneSizeShareAConverter) {
  constexpr unsigned kSide = 6;
  constexpr int kTile = 20;
  TileComposer composer;
  const PictureRef canvas_model = black_picture(kSide * kTile, kSide * kTile);
  composer.set_output(canvas_model->view().format, Interpolation::kBilinear);
  for (int round = 0; round < 3; ++round) {
    std::vector<PictureRef> pictures;
    for (unsigned i = 0; i < kSide * kSide; ++i) {
      pictures.push_back(black_picture(64, 64));
      paint_rect(pictures.back(), {0, 0, 64, 64}, {static_cast<std::uint8_t>(10 + 6 * i), 0, 0});
    }
    const BufferPtr buffer(make_batch(pictures));
    const SurfaceMap map(buffer.get());
    const PictureRef tiled =
        composer.compose(map, gst_buffer_get_nvds_batch_meta(buffer.get()),
                         {kSide, kSide, kSide * kTile, kSide * kTile}, /*is_square_grid=*/false);
    ASSERT_TRUE(tiled);
    const FrameView& view = tiled->view();
    for (unsigned i = 0; i < kSide * kSide; ++i) {
      const auto x = static_cast<int>(i % kSide) * kTile;
      const auto y = static_cast<int>(i / kSide) * kTile;
      for (const int inset : {0, kTile - 1}) {
        const std::uint8_t* pixel =
            view.planes[0] + (y + inset) * view.strides[0] + (x + inset) * 4;
        EXPECT_NEAR(pixel[0], 10 + 6 * i, 1) << "tile " << i;
      }
    }
  }
  EXPECT_EQ(composer.num_converters_made(), 1U);
}

TEST(MoveFrameMeta, KeepsTextsThatStartOutsideOfThePicture) {
  const BufferPtr buffer(make_batch({black_picture(100, 100)}));
  NvDsFrameMeta* frame = frames_of(buffer.get()).at(0);
  NvDsObjectMeta* object = nvds_acquire_obj_meta_from_pool(frame->base_meta.batch_meta);
  object->text_params.x_offset = static_cast<unsigned>(-10);
  object->text_params.y_offset = static_cast<unsigned>(-4);
  nvds_add_obj_meta_to_frame(frame, object, nullptr);
  move_frame_meta(frame, 100, 100, {200, 0, 50, 50});
  EXPECT_EQ(static_cast<int>(object->text_params.x_offset), 195);
  EXPECT_EQ(static_cast<int>(object->text_params.y_offset), -2);
}

}  // namespace
}  // namespace pipewright::standin
