// SPDX-License-Identifier: Apache-2.0
// Which pads a plan's names mean: existing ones, ones to be requested, ones that appear later.
#pragma once

#include <gst/gst.h>

#include <string>
#include <vector>

#include "common/gst_ptr.hpp"
#include "runner/error.hpp"

namespace pipewright {

/// One pad that a plan's pad name may mean.
struct PadCandidate {
  enum class Presence { kExisting, kRequest, kSometimes };
  Presence presence = Presence::kExisting;
  PadPtr pad;                              ///< kExisting
  GstPadTemplate* pad_template = nullptr;  ///< else; owned by the element's class
  std::string name;                        ///< as asked: a concrete name, or the template's

  /// What it takes or gives, as far as known.
  [[nodiscard]] CapsPtr caps() const;
};

/// Does a pad's name fit a template's name ("sink_%u")? A name without a pattern fits itself.
bool fits_template_name(const std::string& template_name, const std::string& pad_name);

/// The pads of `direction` that `name` may mean, best first: exactly one for a name of a pad or a
/// template, any number for an empty name (all unlinked pads, then those that can be requested,
/// then those that may appear). NO_SUCH_PAD when a name means nothing; LINK_FAILED when it means a
/// pad that is linked already.
Outcome<std::vector<PadCandidate>> find_pads(GstElement* element, GstPadDirection direction,
                                             const std::string& name);

/// The candidate's pad, requested from the element if need be.
Outcome<PadPtr> claim_pad(GstElement* element, PadCandidate& candidate);

/// Gives a pad back to its element if it was requested from it.
void release_if_requested(GstPad* pad);

/// Why two pads do not link, with the names and caps of both and a remedy.
runner::Error link_failure(const std::string& from_element, const PadCandidate& from,
                           const std::string& to_element, const PadCandidate& to,
                           std::string_view reason);

}  // namespace pipewright
