// SPDX-License-Identifier: Apache-2.0
// The element message by which the mux reports the end of one source: names of DeepStream 9.1.
#ifndef PIPEWRIGHT_GST_NVMESSAGE_H
#define PIPEWRIGHT_GST_NVMESSAGE_H

#include <gst/gst.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An element message "stream-eos" for source eos_stream_id. */
GstMessage* gst_nvmessage_new_stream_eos(GstObject* obj, guint eos_stream_id);
gboolean gst_nvmessage_is_stream_eos(GstMessage* message);
/** FALSE, with nothing written, for other messages. */
gboolean gst_nvmessage_parse_stream_eos(GstMessage* message, guint* eos_stream_id);

#ifdef __cplusplus
}
#endif

#endif
