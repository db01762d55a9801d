// SPDX-License-Identifier: Apache-2.0
#include "nvds_dewarper_meta.h"
#include "tests/standin/inference/nvinfer_fixture.hpp"

namespace pipewright::standin {
namespace {

using testing::black_picture;
using testing::HarnessPtr;
using testing::paint_rect;
using testing::push_and_pull;
using testing::start_harness;

class DewarperTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { GST_ELEMENT_REGISTER(nvdewarper, nullptr); }

  std::string element(const std::string& config, const std::string& properties = {}) {
    return "nvdewarper config-file=" + folder_.write("dewarp.txt", config) + " " + properties;
  }

  static BufferPtr dewarp(const HarnessPtr& harness, const PictureRef& picture) {
    GstBuffer* buffer = surface_buffer_new(std::span(&picture, 1));
    GST_BUFFER_PTS(buffer) = 5;
    return push_and_pull(harness.get(), buffer);
  }

  static int red_at(const FrameView& view, int x, int y) {
    return view.planes[0][y * view.strides[0] + x * 4];
  }

  testing::TempFolder folder_;
};

TEST_F(DewarperTest, PerspectiveWithoutDistortionIsThePicture) {
  const HarnessPtr harness = start_harness(
      element("[property]\noutput-width=256\noutput-height=192\nnum-batch-buffers=1\n"
              "[surface0]\nprojection-type=3\nwidth=256\nheight=192\nfocal-length=150\n"));
  const PictureRef picture = black_picture(256, 192);
  paint_rect(picture, {40, 50, 30, 20}, {250, 0, 0});
  const BufferPtr buffer = dewarp(harness, picture);
  EXPECT_EQ(GST_BUFFER_PTS(buffer.get()), 5u);
  const SurfaceMap surfaces(buffer.get());
  ASSERT_EQ(surfaces.size(), 1u);
  EXPECT_EQ(red_at(surfaces.view(0), 39, 55), 0);
  EXPECT_EQ(red_at(surfaces.view(0), 40, 55), 250);
  EXPECT_EQ(red_at(surfaces.view(0), 69, 69), 250);
  EXPECT_EQ(red_at(surfaces.view(0), 70, 69), 0);
}

TEST_F(DewarperTest, MakesSeveralViewsOfAFisheyeAndTellsWhich) {
  const HarnessPtr harness = start_harness(element(
      "[property]\noutput-width=101\noutput-height=101\nnum-batch-buffers=2\n"
      "[surface0]\nprojection-type=4\nsurface-index=7\nwidth=101\nheight=101\ntop-angle=30\n"
      "bottom-angle=-30\nyaw=45\nfocal-length=60\n"
      "[surface1]\nprojection-type=5\nwidth=101\nheight=101\nfocal-length=60\n",
      "source-id=9"));
  // 45 degrees to the right are 47 pixels from the middle.
  const PictureRef picture = black_picture(256, 192);
  paint_rect(picture, {127 + 40, 86, 16, 20}, {250, 0, 0});
  const BufferPtr buffer = dewarp(harness, picture);
  const SurfaceMap surfaces(buffer.get());
  ASSERT_EQ(surfaces.size(), 2u);
  EXPECT_EQ(red_at(surfaces.view(0), 50, 50), 250);
  EXPECT_EQ(red_at(surfaces.view(0), 5, 50), 0);
  EXPECT_EQ(red_at(surfaces.view(1), 50, 50), 0);
  EXPECT_EQ(red_at(surfaces.view(1), 97, 50), 250);

  const NvDsMeta* meta = gst_buffer_get_nvds_meta(buffer.get());
  ASSERT_NE(meta, nullptr);
  EXPECT_EQ(meta->meta_type, NVDS_DEWARPER_GST_META);
  const auto& views = *static_cast<const NvDewarperSurfaceMeta*>(meta->meta_data);
  EXPECT_EQ(views.num_filled_surfaces, 2u);
  EXPECT_EQ(views.source_id, 9u);
  EXPECT_EQ(views.type[0], static_cast<guint>(NVDS_META_SURFACE_FISH_PERSPECTIVE));
  EXPECT_EQ(views.index[0], 7u);
  EXPECT_EQ(views.type[1], static_cast<guint>(NVDS_META_SURFACE_FISH_FISH));
}

TEST_F(DewarperTest, ScalesViewsToTheOutputsWidthAndPadsBelow) {
  const HarnessPtr harness = start_harness(
      element("[property]\noutput-width=128\noutput-height=128\nnum-batch-buffers=1\n"
              "[surface0]\nprojection-type=3\nwidth=256\nheight=192\nfocal-length=150\n"));
  const PictureRef picture = black_picture(256, 192);
  paint_rect(picture, {0, 0, 256, 192}, {250, 0, 0});
  const BufferPtr buffer = dewarp(harness, picture);
  const SurfaceMap surfaces(buffer.get());
  EXPECT_EQ(surfaces.view(0).format.height, 128);
  EXPECT_EQ(red_at(surfaces.view(0), 64, 94), 250);
  EXPECT_EQ(red_at(surfaces.view(0), 64, 97), 0);
}

TEST_F(DewarperTest, EdgesGoOnOrAreBlack) {
  const std::string config =
      "[property]\noutput-width=256\noutput-height=192\nnum-batch-buffers=1\n"
      "[surface0]\nprojection-type=3\nwidth=256\nheight=192\nfocal-length=150\n"
      "dst-focal-length=75\n";
  for (const bool has_border : {false, true}) {
    const HarnessPtr harness =
        start_harness(element(config + (has_border ? "cuda-address-mode=1\n" : "")));
    const PictureRef picture = black_picture(256, 192);
    paint_rect(picture, {0, 0, 256, 192}, {250, 0, 0});
    const BufferPtr buffer = dewarp(harness, picture);
    const SurfaceMap surfaces(buffer.get());
    EXPECT_EQ(red_at(surfaces.view(0), 5, 5), has_border ? 0 : 250);
    EXPECT_EQ(red_at(surfaces.view(0), 128, 96), 250);
  }
}

TEST_F(DewarperTest, ErrorsAtStartSayWhatToSet) {
  EXPECT_NE(testing::start_error_of("nvdewarper").find("config-file"), std::string::npos);
  const std::string error = testing::start_error_of(
      element("[property]\n[surface0]\nprojection-type=2\nfocal-length=437\n"));
  EXPECT_NE(error.find("projection-type"), std::string::npos) << error;
}

}  // namespace
}  // namespace pipewright::standin
