// SPDX-License-Identifier: Apache-2.0
// nvdslogger: prints the rate of each stream to the standard output; else an identity.
//
//   ... ! nvdslogger fps-measurement-interval-sec=1 ! ...

#include "bins/chain_bin.hpp"
#include "common/gst_ptr.hpp"
#include "properties/nvdslogger.gen.hpp"
#include "rate_log.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvdslogger;

/// One line a measurement: frames a second of each source since the last one.
void install_log(GstElement* bin, std::span<GstElement* const> row) {
  const PropertyStore& properties = chain_properties(bin);
  const PadPtr pad(gst_element_get_static_pad(row.front(), "src"));
  watch_rate(pad.get(), GST_OBJECT_NAME(bin),
             properties.uint_value(props::kFpsMeasurementIntervalSec));
}

/// All of identity's properties are nvdslogger's.
Result<std::vector<ChainPart>, std::string> parts(const PropertyStore&) {
  return std::vector<ChainPart>{{"identity"}};
}

constexpr ChainKind kKind = {
    .description = "Prints the rate of each stream",
    .element = &props::kElement,
    .parts = &parts,
    .on_built = &install_log,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvdslogger, "nvdslogger", pipewright::standin::kStandinRank,
                            pipewright::standin::chain_bin_type("GstNvDsLogger",
                                                                pipewright::standin::kKind));
