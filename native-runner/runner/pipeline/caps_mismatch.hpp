// SPDX-License-Identifier: Apache-2.0
// Why caps do not meet, and what turns the one into the other.
#pragma once

#include <gst/gst.h>

#include <optional>
#include <string>
#include <vector>

namespace pipewright {

/// The first field of two caps that has no value in common.
struct CapsMismatch {
  std::string field;  ///< a field's name, or "media type" or "memory"
  std::string offered;
  std::string accepted;
};

/// Compares those structures of the two that are closest. Empty when the caps meet.
std::optional<CapsMismatch> find_caps_mismatch(const GstCaps* offered, const GstCaps* accepted);

/// Elements that, one behind the other, turn what is offered into what is accepted; empty when none
/// is known.
std::vector<std::string> converters_between(const GstCaps* offered, const GstCaps* accepted);

}  // namespace pipewright
