// SPDX-License-Identifier: Apache-2.0
#include "runner/registry/runtime.hpp"

#include <gst/gst.h>

#include <filesystem>
#include <string_view>

#include "common/gst_ptr.hpp"
#include "common/log.hpp"
#include "common/text.hpp"
#include "runner/pipeline/batch_meta_reader.hpp"

namespace pipewright {
namespace {

constexpr const char* kStandinPlugin = "pipewrightstandin";
constexpr const char* kStandinFile = "libgstpipewrightstandin.so";
constexpr const char* kDecoder = "nvv4l2decoder";
/// The rank of DeepStream's decoder, above GStreamer's own (gstv4l2videodec.c of its plugin).
constexpr guint kDecoderRank = GST_RANK_PRIMARY + 11;

/// DeepStream's multiplexer stands for the whole SDK.
bool registry_has_deepstream() {
  const GstPtr<GstElementFactory> factory(gst_element_factory_find("nvstreammux"));
  if (!factory) return false;
  const gchar* plugin = gst_plugin_feature_get_plugin_name(GST_PLUGIN_FEATURE(factory.get()));
  return plugin != nullptr && std::string_view(plugin) != kStandinPlugin;
}

/// Has decodebin and its kin pick the stand-in's decoder, as they pick DeepStream's. The plugin itself
/// gives it no rank: another program on this machine would get frames that nothing else reads.
void raise_decoder_rank() {
  const GstPtr<GstElementFactory> factory(gst_element_factory_find(kDecoder));
  if (factory) gst_plugin_feature_set_rank(GST_PLUGIN_FEATURE(factory.get()), kDecoderRank);
}

const char* runtime_name(runner::Runtime runtime) {
  return runtime == runner::RUNTIME_DEEPSTREAM ? "DeepStream" : "the CPU stand-in";
}

}  // namespace

Outcome<runner::Runtime> RuntimeLoader::use(runner::Runtime wanted) {
  if (in_use_) {
    if (wanted == runner::RUNTIME_AUTO || wanted == *in_use_) return *in_use_;
    return make_error(runner::RUNTIME_UNAVAILABLE,
                      concat("This runner uses ", runtime_name(*in_use_),
                             " already; a runner has one runtime. Start another one."));
  }
  auto loaded = load(wanted);
  if (loaded) in_use_ = loaded.value();
  return loaded;
}

Outcome<runner::Runtime> RuntimeLoader::load(runner::Runtime wanted) {
  const bool has_deepstream = registry_has_deepstream();
  if (wanted == runner::RUNTIME_DEEPSTREAM && !has_deepstream) {
    return make_error(
        runner::RUNTIME_UNAVAILABLE,
        "DeepStream was asked for, and GStreamer's registry here has no nvstreammux of NVIDIA's. "
        "Install the DeepStream SDK and put its plugins on GST_PLUGIN_PATH (check with "
        "`gst-inspect-1.0 nvstreammux`), or run on the CPU stand-in.");
  }
  if (has_deepstream && !is_built_with_deepstream_sdk() && wanted != runner::RUNTIME_STANDIN) {
    // Two libraries with the same symbols for one kind of metadata would corrupt it.
    const char* message =
        "DeepStream is installed, but this runner was built without its SDK and cannot read its "
        "metadata. Rebuild it where the SDK is (Meson option deepstream_root).";
    if (wanted == runner::RUNTIME_DEEPSTREAM) {
      return make_error(runner::RUNTIME_UNAVAILABLE, message);
    }
    log(LogLevel::kWarning, "runtime", concat(message, " The CPU stand-in is used instead."));
  } else if (has_deepstream && wanted != runner::RUNTIME_STANDIN) {
    return runner::RUNTIME_DEEPSTREAM;
  }
  if (auto loaded = load_standin(); !loaded) return std::move(loaded).error();
  return runner::RUNTIME_STANDIN;
}

Outcome<void> RuntimeLoader::load_standin() const {
  std::filesystem::path path(standin_path_);
  if (path.extension() != ".so") path /= kStandinFile;
  GError* raw_error = nullptr;
  const GstPtr<GstPlugin> plugin(gst_plugin_load_file(path.c_str(), &raw_error));
  const GErrorPtr error(raw_error);
  if (plugin) {
    raise_decoder_rank();
    return {};
  }
  return make_error(runner::RUNTIME_UNAVAILABLE,
                    concat("The CPU stand-in could not be loaded from '", path.string(),
                           "'. Build it (`npm start` does), or name its plugin with --standin or "
                           "PIPEWRIGHT_STANDIN_PLUGIN."),
                    {.debug = error ? error->message : ""});
}

}  // namespace pipewright
