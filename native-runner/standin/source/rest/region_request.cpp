// SPDX-License-Identifier: Apache-2.0
#include "region_request.hpp"

#include <exception>
#include <stdexcept>
#include <vector>

#include "common/text.hpp"
#include "gst-nvdscustomevent.h"
#include "request_parts.hpp"

namespace pipewright::standin::rest {
namespace {

struct RegionRequest {
  std::string stream_id;
  std::vector<RoiDimension> regions;
};

guint pixels_in(const json& region, const char* field) {
  const auto found = region.find(field);
  const bool is_number =
      found != region.end() && found->is_number_integer() && *found >= 0 && *found <= G_MAXINT;
  if (!is_number) {
    throw std::invalid_argument(
        concat("'", field, "' of a region is missing or no whole number of pixels"));
  }
  return found->get<guint>();
}

RoiDimension region_in(const json& region) {
  if (!region.is_object()) throw std::invalid_argument("an item of 'roi' is no object");
  RoiDimension dimension{};
  g_strlcpy(dimension.roi_id, text_field(region, "roi_id").c_str(), sizeof dimension.roi_id);
  dimension.left = pixels_in(region, "left");
  dimension.top = pixels_in(region, "top");
  dimension.width = pixels_in(region, "width");
  dimension.height = pixels_in(region, "height");
  return dimension;
}

/// Reads a body; throws std::exception with what is wrong in it.
RegionRequest read_request(const std::string& body) {
  const json object = inner_object(body, "roi");
  RegionRequest request;
  request.stream_id = text_field(object, "stream_id");
  if (request.stream_id.empty()) {
    throw std::invalid_argument("stream_id value not parsed correctly");
  }
  const std::size_t count = object.value("roi_count", std::size_t{0});
  if (count == 0) throw std::invalid_argument("roi_count is missing or 0");
  const auto list = object.find("roi");
  if (list == object.end() || !list->is_array()) throw std::invalid_argument("roi is empty");
  if (list->size() < count) {
    throw std::invalid_argument(
        concat("roi_count is ", count, ", but roi has ", list->size(), " regions"));
  }
  for (std::size_t index = 0; index < count; ++index) {
    request.regions.push_back(region_in((*list)[index]));
  }
  return request;
}

}  // namespace

Verdict change_regions(const std::string& body, GstElement* bin, const MultiUriSource& source) {
  RegionRequest request;
  try {
    request = read_request(body);
  } catch (const std::exception& problem) {
    return {Status::kBadRequest, concat("ROI_UPDATE_FAIL, error: ", problem.what())};
  }
  const auto fail = [&](const std::string& why) {
    return Verdict{Status::kInternalError, concat("ROI_UPDATE_FAIL, ", why),
                   sensor_named(request.stream_id, source)};
  };
  if (!source_named(request.stream_id, source)) return fail(unknown_stream(request.stream_id));
  GstEvent* event = gst_nvevent_new_roi_update(
      request.stream_id.data(), static_cast<guint>(request.regions.size()), request.regions.data());
  if (const auto problem = send_downstream(bin, event)) return fail(*problem);
  return {Status::kOk, "ROI_UPDATE_SUCCESS"};
}

}  // namespace pipewright::standin::rest
