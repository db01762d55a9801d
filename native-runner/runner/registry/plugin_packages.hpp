// SPDX-License-Identifier: Apache-2.0
// Where elements that a machine lacks come from.
#pragma once

#include <string>
#include <string_view>

namespace pipewright {

/// What to install for an element, as a sentence: a Debian package, or DeepStream itself. Empty
/// where it is not known.
std::string install_advice(std::string_view factory);

/// The same for a decoder of a media type ("video/x-h265").
std::string decoder_advice(std::string_view media_type);

}  // namespace pipewright
