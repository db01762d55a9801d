// SPDX-License-Identifier: Apache-2.0
// The choice between the two elements called nvstreammux.
#pragma once

#include <glib-object.h>

namespace pipewright::standin {

/// Whether USE_NEW_NVSTREAMMUX=yes is set.
bool uses_new_stream_mux();

/// The mux whose frames keep their sizes.
GType new_stream_mux_get_type();

}  // namespace pipewright::standin
