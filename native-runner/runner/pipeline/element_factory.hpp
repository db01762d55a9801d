// SPDX-License-Identifier: Apache-2.0
// Makes one element of a plan.
#pragma once

#include "common/gst_ptr.hpp"
#include "runner/error.hpp"

namespace pipewright {

/// The element with all its own properties set. NO_SUCH_ELEMENT_FACTORY names the nearest factory
/// and where elements come from; see property_access.hpp for failures of properties.
Outcome<ElementPtr> make_element(const runner::PlanElement& plan);

}  // namespace pipewright
