// SPDX-License-Identifier: Apache-2.0
// /api/v1/metrics: what the sources give, and how busy the machine is.
#pragma once

#include <string>

#include "rest_reply.hpp"
#include "source/multi/multi_uri_source.hpp"
#include "system_monitor.hpp"

namespace pipewright::standin::rest {

/// The object `metrics-info`. Sources are in it that have given a frame; what the machine does not
/// tell, such as the load of a GPU that is not there, is null.
json metrics_info(const MultiUriSource& source, const SystemReading& system);

/// The same as Prometheus' text, where null is left out.
std::string metrics_text(const json& metrics_info);

}  // namespace pipewright::standin::rest
