// SPDX-License-Identifier: Apache-2.0
// What nvrtspoutsinkbin does to a track: the elements before the server, and the payloader behind
// it.
#pragma once

#include <string>
#include <vector>

#include "bins/element_row.hpp"
#include "broadcast_track.hpp"
#include "common/result.hpp"
#include "properties/property_store.hpp"

namespace pipewright::standin::rtsp {

/// From the bin's pad to an appsink, by the properties of nvrtspoutsinkbin; or a sentence that says
/// which of them is bad and what to write.
Result<std::vector<ChainPart>, std::string> track_row(Track track, const PropertyStore& properties);

/// The launch line of the media, with these tracks.
std::string media_launch(const std::vector<Track>& tracks, const PropertyStore& properties);

}  // namespace pipewright::standin::rtsp
