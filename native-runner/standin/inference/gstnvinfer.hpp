// Copyright 2025 The Pipewright authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gst/gst.h>

/// nvinfer: runs a detector on every frame of a batch (or on the objects in it) and attaches what
/// it finds as object metadata. Pads, properties and metadata as DeepStream's element of this name.
GST_ELEMENT_REGISTER_DECLARE(nvinfer)
