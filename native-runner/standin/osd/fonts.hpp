// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pango/pango.h>

#include <mutex>

#include "standin/osd/mask.hpp"

namespace pipewright::standin::osd {

/// The system's fonts. Finding them reads every font's description, so a process does it once, when
/// they are first asked for, and all elements share them. For any thread.
class Fonts {
 public:
  static Fonts& shared();

  /// False on a system without any font: every text is then empty.
  bool any() const { return any_; }

  /// The coverage of a text in a family's font of `size` points; empty where the text is not UTF-8.
  Mask draw(const char* text, const char* family, unsigned size);

 private:
  Fonts();

  /// Pango's font maps serve one thread at a time.
  std::mutex mutex_;
  PangoContext* context_;
  bool any_;
};

}  // namespace pipewright::standin::osd
