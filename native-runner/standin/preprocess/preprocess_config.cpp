// SPDX-License-Identifier: Apache-2.0
#include "standin/preprocess/preprocess_config.hpp"

#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "standin/config/config_keys.hpp"

namespace pipewright::standin::preprocess {
namespace {

constexpr std::size_t kShapeRank = 4;
constexpr std::string_view kKnownLibrary = "libcustom2d_preprocess.so";
constexpr std::string_view kKnownFunction = "CustomTensorPreparation";
enum InputOrder { kNchw = 0, kNhwc = 1, kCustomOrder = 2 };
constexpr int kUnset = -1;

/// [property] as it stands in the file.
struct PropertySection {
  ElementSettings element;
  int processing_width = 0;
  int processing_height = 0;
  int network_input_order = kUnset;
  std::vector<int> network_input_shape;
  int color_format = kUnset;
  int scaling_filter = kUnset;
  int data_type = kUnset;
  int pool_memory_type = kUnset;
  int pool_compute_hw = 0;
  unsigned scaling_pool_size = 6;
  unsigned tensor_pool_size = 6;
  unsigned gpu_id = 0;
  bool maintain_aspect_ratio = false;
  bool symmetric_padding = false;
  std::string tensor_name;
  std::string custom_lib_path;
  std::string custom_function;
};

template <class Read>
auto of_element(Read read) {
  return [read](const std::string& text, PropertySection& section) {
    return read(text, section.element);
  };
}

const std::vector<keys::Key<PropertySection>>& property_keys() {
  using Section = PropertySection;
  using Element = ElementSettings;
  static const std::vector<keys::Key<Section>> table = {
      {"enable", of_element(keys::boolean(&Element::is_enabled))},
      {"unique-id", of_element(keys::integer(&Element::unique_id, 0))},
      {"gpu-id", keys::integer(&Section::gpu_id, 0)},
      {"process-on-frame", of_element(keys::boolean(&Element::process_on_frame))},
      {"target-unique-ids", of_element(keys::integers(&Element::target_unique_ids, 0,
                                                      "unique ids separated by semicolons (1;2)"))},
      {"operate-on-gie-id", of_element(keys::integer(&Element::operate_on_gie_id, -1))},
      {"processing-width", keys::integer(&Section::processing_width, 1)},
      {"processing-height", keys::integer(&Section::processing_height, 1)},
      {"network-input-order",
       keys::choice(&Section::network_input_order, 2, "0 (NCHW), 1 (NHWC) or 2 (custom)")},
      {"network-input-shape",
       keys::integers(&Section::network_input_shape, 1, "the tensor's sizes, e.g. 8;3;544;960")},
      {"network-color-format",
       keys::choice(&Section::color_format, 2, "0 (RGB), 1 (BGR) or 2 (GRAY)")},
      {"tensor-data-type",
       keys::choice(&Section::data_type, 7,
                    "0 (FP32), 1 (UINT8), 2 (INT8), 3 (UINT32), 4 (INT32), 5 (INT64), 6 (UINT64) "
                    "or 7 (FP16)")},
      {"tensor-name", keys::text(&Section::tensor_name)},
      {"custom-lib-path", keys::text(&Section::custom_lib_path)},
      {"custom-tensor-preparation-function", keys::text(&Section::custom_function)},
      {"scaling-filter",
       keys::choice(&Section::scaling_filter, 6, "0 (nearest), 1 (bilinear) or a filter up to 6")},
      {"scaling-pool-memory-type",
       keys::choice(&Section::pool_memory_type, 4,
                    "0 (default), 1 (pinned), 2 (device), 3 (unified) or 4 (surface array)")},
      {"scaling-pool-compute-hw",
       keys::choice(&Section::pool_compute_hw, 2, "0 (default), 1 (GPU) or 2 (VIC)")},
      {"scaling-buf-pool-size", keys::integer(&Section::scaling_pool_size, 1)},
      {"tensor-buf-pool-size", keys::integer(&Section::tensor_pool_size, 1)},
      {"maintain-aspect-ratio", keys::boolean(&Section::maintain_aspect_ratio)},
      {"symmetric-padding", keys::boolean(&Section::symmetric_padding)},
  };
  return table;
}

/// [user-configs] of the SDK's own library.
struct UserSection {
  std::optional<double> factor;
  std::string mean_file;
  std::vector<float> offsets;
};

const std::vector<keys::Key<UserSection>>& user_keys() {
  static const std::vector<keys::Key<UserSection>> table = {
      {"pixel-normalization-factor", keys::number(&UserSection::factor)},
      {"mean-file", keys::text(&UserSection::mean_file)},
      {"offsets",
       [](const std::string& text, UserSection& section) -> keys::Reason {
         const auto numbers = keys::numbers_of(text);
         if (!numbers) return "expected one number per channel separated by semicolons";
         section.offsets.assign(numbers->begin(), numbers->end());
         return std::nullopt;
       }},
  };
  return table;
}

/// Reads [property] and [user-configs] and checks what belongs together.
class SettingsReader {
 public:
  SettingsReader(const ConfigFile& file, PreprocessConfig& config) : file_(file), config_(config) {}

  Result<void> read(const std::set<std::string>& settled) {
    const auto required = file_.required_section("property");
    if (!required) return required.error();
    const ConfigSection& property = *required.value();
    // Settled keys have no effect, but are to be right.
    PropertySection overruled;
    section_.element = std::move(config_.element);
    for (const ConfigEntry& entry : property.entries) {
      const auto read = keys::read_entry(file_, property, entry, property_keys(),
                                         settled.contains(entry.key) ? overruled : section_);
      if (!read) return read.error();
      if (!read.value()) {
        config_.warnings.push_back(keys::unknown_key(file_, property, entry, property_keys()));
      }
    }
    config_.element = std::move(section_.element);
    for (const auto check : {&SettingsReader::check_presence, &SettingsReader::check_library,
                             &SettingsReader::take_tensor, &SettingsReader::read_user_section}) {
      if (auto done = (this->*check)(); !done) return done;
    }
    return {};
  }

 private:
  Error wrong(std::string_view key, const std::string& reason) const {
    return Error{concat(file_.where("property", key), ": ", reason)};
  }

  Result<void> check_presence() {
    const std::pair<const char*, bool> required[] = {
        {"processing-width", section_.processing_width > 0},
        {"processing-height", section_.processing_height > 0},
        {"network-input-order", section_.network_input_order != kUnset},
        {"network-input-shape", !section_.network_input_shape.empty()},
        {"network-color-format", section_.color_format != kUnset},
        {"tensor-data-type", section_.data_type != kUnset},
        {"tensor-name", !section_.tensor_name.empty()},
        {"custom-lib-path", !section_.custom_lib_path.empty()},
        {"custom-tensor-preparation-function", !section_.custom_function.empty()},
        {"scaling-filter", section_.scaling_filter != kUnset},
        {"scaling-pool-memory-type", section_.pool_memory_type != kUnset},
    };
    for (const auto& [key, is_there] : required) {
      if (!is_there) return wrong(key, "missing; DeepStream does not start without it");
    }
    return {};
  }

  /// DeepStream's own library is known by name and done here; others are never loaded.
  Result<void> check_library() {
    if (std::filesystem::path(section_.custom_lib_path).filename() != kKnownLibrary) {
      return wrong("custom-lib-path",
                   concat("'", section_.custom_lib_path,
                          "' is a library for DeepStream's GPU libraries, which the CPU stand-in "
                          "cannot load; name DeepStream's own ",
                          kKnownLibrary));
    }
    if (section_.custom_function != kKnownFunction) {
      return wrong("custom-tensor-preparation-function",
                   concat("'", section_.custom_function, "' is not in ", kKnownLibrary,
                          "; set it to ", kKnownFunction));
    }
    return {};
  }

  Result<void> take_tensor() {
    if (section_.network_input_order == kCustomOrder) {
      return wrong(
          "network-input-order",
          concat("a custom order needs a library of your own, which the CPU stand-in cannot "
                 "load; ",
                 kKnownLibrary, " takes 0 (NCHW) or 1 (NHWC)"));
    }
    if (section_.data_type != NvDsDataType_FP32 && section_.data_type != NvDsDataType_FP16) {
      return wrong("tensor-data-type",
                   concat(kKnownLibrary,
                          " makes 0 (FP32) or 7 (FP16); the model's input has to be "
                          "of that type"));
    }
    const bool is_nhwc = section_.network_input_order == kNhwc;
    if (section_.data_type == NvDsDataType_FP16 && is_nhwc) {
      return wrong("tensor-data-type",
                   concat(kKnownLibrary, " makes 7 (FP16) for network-input-order 0 (NCHW) only"));
    }
    const std::vector<int>& shape = section_.network_input_shape;
    if (shape.size() != kShapeRank) {
      return wrong("network-input-shape", is_nhwc ? "expected samples;height;width;channels"
                                                  : "expected samples;channels;height;width");
    }
    const std::size_t c = is_nhwc ? 3 : 1;
    const std::size_t h = is_nhwc ? 1 : 2;
    config_.dims = {static_cast<unsigned>(shape[c]), static_cast<unsigned>(shape[h]),
                    static_cast<unsigned>(shape[h + 1])};
    if (shape[h] != section_.processing_height || shape[h + 1] != section_.processing_width) {
      return wrong(
          "network-input-shape",
          concat("its pictures are ", shape[h + 1], "x", shape[h], " (", is_nhwc ? "NHWC" : "NCHW",
                 ", see network-input-order), but processing-width and processing-height "
                 "are ",
                 section_.processing_width, "x", section_.processing_height,
                 "; they have to be the same"));
    }
    if (const auto reason = config_.dims.refuse_batch(static_cast<std::size_t>(shape[0]))) {
      return wrong("network-input-shape", *reason);
    }
    const int channels = section_.color_format == 2 ? 1 : 3;
    if (shape[c] != channels) {
      return wrong(
          "network-color-format",
          concat("the format has ", channels, " channels, but network-input-shape has ", shape[c]));
    }
    config_.network_input_shape = shape;
    config_.max_samples = static_cast<unsigned>(shape[0]);
    config_.data_type = static_cast<NvDsDataType>(section_.data_type);
    config_.tensor_name = section_.tensor_name;
    config_.tensor_pool_size = section_.tensor_pool_size;
    config_.tensor.color_format = static_cast<inference::ColorFormat>(section_.color_format);
    config_.tensor.network_input_order =
        is_nhwc ? inference::TensorOrder::kNhwc : inference::TensorOrder::kNchw;
    config_.tensor.maintain_aspect_ratio = section_.maintain_aspect_ratio;
    config_.tensor.symmetric_padding = section_.symmetric_padding;
    config_.tensor.scaling_filter = section_.scaling_filter;
    return {};
  }

  Result<void> read_user_section() {
    UserSection user;
    const ConfigSection* section = file_.section("user-configs");
    if (section != nullptr) {
      auto read = keys::read_section(file_, *section, user_keys(), user, config_.warnings);
      if (!read) return read;
    }
    if (!user.factor) {
      return Error{concat(file_.where("user-configs", "pixel-normalization-factor"), ": missing; ",
                          kKnownLibrary,
                          " needs the number that pixels are multiplied by, e.g. 0.00392156 for "
                          "values from 0 to 1")};
    }
    config_.tensor.net_scale_factor = *user.factor;
    config_.tensor.offsets = user.offsets;
    if (!user.mean_file.empty()) config_.tensor.mean_file = file_.resolve_path(user.mean_file);
    return {};
  }

  const ConfigFile& file_;
  PreprocessConfig& config_;
  PropertySection section_;
};

}  // namespace

Result<PreprocessConfig> read_preprocess_config(const std::string& path, ElementSettings element,
                                                const std::set<std::string>& settled) {
  const Result<ConfigFile> file = ConfigFile::read(path);
  if (!file) return file.error();
  PreprocessConfig config;
  config.path = path;
  config.element = std::move(element);
  if (auto read = SettingsReader(file.value(), config).read(settled); !read) return read.error();
  if (auto read = read_region_groups(file.value(), config); !read) return read.error();
  if (config.element.target_unique_ids.empty()) {
    config.warnings.push_back(concat(
        "'", path, "': target-unique-ids is empty, so no inference element takes the tensors"));
  }
  return config;
}

}  // namespace pipewright::standin::preprocess
