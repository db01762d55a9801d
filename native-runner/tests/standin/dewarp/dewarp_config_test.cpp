// SPDX-License-Identifier: Apache-2.0
#include "standin/dewarp/dewarp_config.hpp"

#include <gtest/gtest.h>

#include "tests/standin/temp_folder.hpp"

namespace pipewright::standin::dewarp {
namespace {

#define EXPECT_CONTAINS(text, part) \
  EXPECT_NE((text).find(part), std::string::npos) << "in: " << (text)

class DewarpConfigTest : public ::testing::Test {
 protected:
  Result<DewarpConfig> read(const std::string& content, const std::string& name = "dewarp.txt") {
    return read_dewarp_config(folder_.write(name, content));
  }
  std::string error_of(const std::string& content, const std::string& name = "dewarp.txt") {
    const auto config = read(content, name);
    return config.ok() ? "no error" : config.error().message;
  }
  std::string surface_error(const std::string& keys) {
    return error_of("[property]\n[surface0]\n" + keys);
  }

  testing::TempFolder folder_;
};

TEST_F(DewarpConfigTest, ReadsTheSdksFile) {
  const auto read_config = read(
      "[property]\noutput-width=2048\noutput-height=1708\nnum-batch-buffers=2\n"
      "[surface0]\nprojection-type=4\nsurface-index=3\nwidth=3800\nheight=3100\ntop-angle=0\n"
      "bottom-angle=-60\npitch=90\nyaw=1\nroll=-38\nfocal-length=350\nrot-axes=ZXY\n"
      "[surface1]\nprojection-type=3\nwidth=10\nheight=20\nfocal-length=100;110\n"
      "distortion=-0.09787;0.00574;-0.00013\nsrc-x0=1861.88\ncuda-address-mode=1\n"
      "rot-matrix=1;0;0;0;1;0;0;0;1\ndst-focal-length=7\ndst-principal-point=5;6\n");
  ASSERT_TRUE(read_config.ok()) << read_config.error().message;
  const DewarpConfig& config = read_config.value();
  EXPECT_TRUE(config.warnings.empty()) << config.warnings[0];
  EXPECT_EQ(config.output_width, 2048);
  EXPECT_EQ(config.num_batch_buffers, 2u);
  ASSERT_EQ(config.surfaces.size(), 2u);
  const SurfaceConfig& first = config.surfaces[0];
  EXPECT_EQ(first.projection_type, 4);
  EXPECT_EQ(first.surface_index, 3);
  EXPECT_EQ(first.bottom_angle, -60);
  EXPECT_EQ(first.roll, -38);
  EXPECT_EQ(first.rotation_axes, "ZXY");
  EXPECT_EQ(first.focal_length[1], 350);
  const SurfaceConfig& second = config.surfaces[1];
  EXPECT_EQ(second.focal_length[1], 110);
  EXPECT_EQ(second.distortion[2], -0.00013);
  EXPECT_EQ(second.distortion[4], 0);
  EXPECT_TRUE(second.has_border);
  EXPECT_TRUE(second.rotation_matrix.has_value());
  EXPECT_EQ(second.view_focal_length[1], 7);
  EXPECT_EQ(second.view_principal_point[1], 6);
}

TEST_F(DewarpConfigTest, ProjectionsThatAreMissingNameThoseThatAreThere) {
  const std::string error = surface_error("projection-type=1\nfocal-length=437\n");
  EXPECT_CONTAINS(error, "[surface0] projection-type");
  EXPECT_CONTAINS(error, "3, 4, 5, 6, 7, 9, 11, 12, 13, 15");
  EXPECT_CONTAINS(error_of("[property]\naisle-calibration-file=a.csv\n"), "aisle-calibration-file");
}

TEST_F(DewarpConfigTest, ErrorsNameFileGroupKeyAndWhatIsExpected) {
  EXPECT_CONTAINS(error_of("[surface0]\n"), "[property]");
  EXPECT_CONTAINS(error_of("[property]\n"), "[surface0]");
  EXPECT_CONTAINS(error_of("[property]\nnum-batch-buffers=5\n[surface0]\n"), "from 1 to 4");
  EXPECT_CONTAINS(error_of("property:\n  output-width: 1\n", "dewarp.yml"), "INI file only");
  EXPECT_CONTAINS(error_of("[property]\n[surfaceA]\n"), "[surface0]");
  const std::string error = surface_error("width=5\n");
  EXPECT_CONTAINS(error, folder_.path("dewarp.txt"));
  EXPECT_CONTAINS(error, "projection-type: missing");
  EXPECT_CONTAINS(surface_error("projection-type=4\n"), "src-fov");
  EXPECT_CONTAINS(surface_error("projection-type=3\nfocal-length=0\n"), "above 0");
  EXPECT_CONTAINS(surface_error("projection-type=3\nrot-axes=XX\n"), "YXZ");
  EXPECT_CONTAINS(surface_error("projection-type=3\nrot-matrix=1;2\n"), "nine numbers");
  EXPECT_CONTAINS(surface_error("projection-type=3\ndistortion=1;2;3;4;5;6\n"), "up to 5");
  EXPECT_CONTAINS(surface_error("projection-type=4\nfocal-length=9\ntop-angle=-5\n"),
                  "above bottom-angle");
  EXPECT_CONTAINS(surface_error("projection-type=4\nfocal-length=9\ntop-angle=90\n"),
                  "between -90 and 90");
}

}  // namespace
}  // namespace pipewright::standin::dewarp
