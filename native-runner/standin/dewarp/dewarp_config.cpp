// SPDX-License-Identifier: Apache-2.0
#include "standin/dewarp/dewarp_config.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "nvds_dewarper_meta.h"
#include "standin/config/config_keys.hpp"

namespace pipewright::standin::dewarp {
namespace {

constexpr std::string_view kSurfacePrefix = "surface";
constexpr long kMaxMemoryType = 4;
constexpr long kMaxProjectionType = 18;

/// [property], with the keys that have no place in the configuration.
struct PropertySection {
  int output_width = 960;
  int output_height = 752;
  std::optional<unsigned> num_batch_buffers;
  int memory_type = 0;
  int num_dumped_frames = 0;
  std::string aisle_file;
  std::string spot_file;
};

const std::vector<keys::Key<PropertySection>>& property_keys() {
  using Section = PropertySection;
  static const std::vector<keys::Key<Section>> table = {
      {"output-width", keys::integer(&Section::output_width, 1)},
      {"output-height", keys::integer(&Section::output_height, 1)},
      {"num-batch-buffers", keys::integer(&Section::num_batch_buffers, 1, MAX_DEWARPED_VIEWS)},
      {"cuda-memory-type", keys::integer(&Section::memory_type, 0, kMaxMemoryType)},
      {"dewarp-dump-frames", keys::integer(&Section::num_dumped_frames, 0)},
      {"aisle-calibration-file", keys::text(&Section::aisle_file)},
      {"spot-calibration-file", keys::text(&Section::spot_file)},
  };
  return table;
}

/// Up to `Size` numbers; those that are missing stay.
template <std::size_t Size>
auto numbers(std::array<double, Size> SurfaceConfig::*member) {
  return [=](const std::string& text, SurfaceConfig& surface) -> keys::Reason {
    const auto values = keys::numbers_of(text);
    if (!values || values->empty() || values->size() > Size) {
      return concat("expected up to ", Size, " numbers separated by semicolons");
    }
    std::copy(values->begin(), values->end(), (surface.*member).begin());
    return std::nullopt;
  };
}

/// A focal length in x and y, or one for both.
auto focal_length(std::array<double, 2> SurfaceConfig::*member) {
  return [=](const std::string& text, SurfaceConfig& surface) -> keys::Reason {
    const auto values = keys::numbers_of(text);
    if (!values || values->empty() || values->size() > 2 || (*values)[0] <= 0) {
      return "expected a number above 0, or two for x and y separated by a semicolon";
    }
    surface.*member = {(*values)[0], values->back()};
    return std::nullopt;
  };
}

keys::Reason read_matrix(const std::string& text, SurfaceConfig& surface) {
  const auto values = keys::numbers_of(text);
  if (!values || values->size() != 9) return "expected nine numbers, row by row";
  surface.rotation_matrix.emplace();
  std::copy(values->begin(), values->end(), surface.rotation_matrix->begin());
  return std::nullopt;
}

keys::Reason read_axes(const std::string& text, SurfaceConfig& surface) {
  std::string sorted = text;
  std::sort(sorted.begin(), sorted.end());
  if (sorted != "XYZ") return "expected X, Y and Z in any order, e.g. YXZ";
  surface.rotation_axes = text;
  return std::nullopt;
}

keys::Reason read_projection_type(const std::string& text, SurfaceConfig& surface) {
  const auto type = parse_integer(text, 0, kMaxProjectionType);
  if (!type) return "expected a number from 1 to 18";
  surface.projection_type = static_cast<int>(type.value());
  if (projection_pair(surface.projection_type)) return std::nullopt;
  return "the CPU stand-in does not have this projection; it has " + known_projection_types();
}

const std::vector<keys::Key<SurfaceConfig>>& surface_keys() {
  using Surface = SurfaceConfig;
  static const std::vector<keys::Key<Surface>> table = {
      {"projection-type", read_projection_type},
      {"surface-index", keys::integer(&Surface::surface_index, 0)},
      {"width", keys::integer(&Surface::width, 0, 32767)},
      {"height", keys::integer(&Surface::height, 0, 32767)},
      {"top-angle", keys::number(&Surface::top_angle)},
      {"bottom-angle", keys::number(&Surface::bottom_angle)},
      {"pitch", keys::number(&Surface::pitch)},
      {"yaw", keys::number(&Surface::yaw)},
      {"roll", keys::number(&Surface::roll)},
      {"focal-length", focal_length(&Surface::focal_length)},
      {"src-fov", keys::number(&Surface::source_field_of_view, 0, 360)},
      {"rot-axes", read_axes},
      {"rot-matrix", read_matrix},
      {"distortion", numbers(&Surface::distortion)},
      {"src-x0", keys::number(&Surface::source_x0)},
      {"src-y0", keys::number(&Surface::source_y0)},
      {"dst-focal-length", focal_length(&Surface::view_focal_length)},
      {"dst-principal-point", numbers(&Surface::view_principal_point)},
      {"control", keys::number(&Surface::control)},
      {"cuda-address-mode", keys::choice(&Surface::has_border, 1, "0 (clamp) or 1 (border)")},
  };
  return table;
}

Result<SurfaceConfig> read_surface(const ConfigFile& file, const ConfigSection& section,
                                   std::vector<std::string>& warnings) {
  SurfaceConfig surface;
  auto read = keys::read_section(file, section, surface_keys(), surface, warnings);
  if (!read) return read.error();
  const auto missing = [&](std::string_view key, const std::string& reason) {
    return Error{file.where(section.name, key) + ": missing; " + reason};
  };
  const auto pair = projection_pair(surface.projection_type);
  if (!pair) return missing("projection-type", "set it to one of " + known_projection_types());
  const bool has_lens = pair->camera != Projection::kEquirectangular;
  if (has_lens && surface.focal_length[0] == 0 && surface.source_field_of_view == 0) {
    return missing("focal-length",
                   "set it to the lens's in pixels, or src-fov to its field of view");
  }
  const bool has_angles = surface.top_angle != 0 || surface.bottom_angle != 0;
  if (has_angles && surface.top_angle <= surface.bottom_angle) {
    return Error{file.where(section.name, "top-angle") + ": has to be above bottom-angle"};
  }
  const bool is_flat =
      pair->view == Projection::kPerspective || pair->view == Projection::kCylinder;
  if (is_flat && (surface.top_angle >= 90 || surface.bottom_angle <= -90)) {
    return Error{file.where(section.name, "top-angle") +
                 ": this view shows angles between -90 and 90 degrees only"};
  }
  return surface;
}

}  // namespace

Result<DewarpConfig> read_dewarp_config(const std::string& path) {
  const Result<ConfigFile> read = ConfigFile::read_ini_only(path, "nvdewarper");
  if (!read) return read.error();
  const ConfigFile& file = read.value();
  const auto property = file.required_section("property");
  if (!property) return property.error();
  DewarpConfig config;
  PropertySection properties;
  auto done =
      keys::read_section(file, *property.value(), property_keys(), properties, config.warnings);
  if (!done) return done.error();
  if (!properties.aisle_file.empty() || !properties.spot_file.empty()) {
    return Error{concat("'", path, "', [property] ",
                        properties.aisle_file.empty() ? "spot" : "aisle",
                        "-calibration-file: is for the projections 1 and 2, which the CPU stand-in "
                        "does not have; remove it and describe views of the projections ",
                        known_projection_types(), " in [surface0] and so on")};
  }
  config.output_width = properties.output_width;
  config.output_height = properties.output_height;
  config.num_batch_buffers = properties.num_batch_buffers;
  for (const ConfigSection& section : file.sections()) {
    if (section.name == "property") continue;
    if (section.name.rfind(kSurfacePrefix, 0) != 0) {
      config.warnings.push_back(
          concat("'", path, "': the group [", section.name, "] is not known and has no effect"));
      continue;
    }
    if (!parse_integer(section.name.substr(kSurfacePrefix.size()), 0, 1000)) {
      return Error{concat("'", path, "', [", section.name,
                          "]: the group's name has to end in a number, e.g. [surface0]")};
    }
    auto surface = read_surface(file, section, config.warnings);
    if (!surface) return surface.error();
    config.surfaces.push_back(std::move(surface).value());
  }
  if (config.surfaces.empty()) {
    return Error{concat("'", path,
                        "' has no view: add [surface0] with projection-type, width, "
                        "height and focal-length")};
  }
  return config;
}

}  // namespace pipewright::standin::dewarp
