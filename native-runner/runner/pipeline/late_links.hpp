// SPDX-License-Identifier: Apache-2.0
// Links from pads that appear while the pipeline runs: those of decodebin, demuxers, nvurisrcbin.
#pragma once

#include <gst/gst.h>

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "common/gst_ptr.hpp"
#include "runner/pipeline/pad_properties.hpp"
#include "runner/pipeline/pad_watch.hpp"

namespace pipewright {

/// A link that waits for its source pad.
struct LateLink {
  std::string id;
  GstElement* from = nullptr;  ///< owned by the pipeline
  std::string from_pad;        ///< a pad's or a template's name, or empty
  GstElement* to = nullptr;
  std::string to_pad;                            ///< as in the plan
  PadPtr claimed_to_pad;                         ///< with an empty to_pad once it was linked
  PadWatch* watch = nullptr;                     ///< of this link
  PadProperties* from_pad_properties = nullptr;  ///< of the element
  PadProperties* to_pad_properties = nullptr;
};

/// Links in plan order: a new pad goes to the first waiting link whose name and caps fit. A pad
/// that goes frees its link for the next one. What cannot be linked becomes an error message on the
/// bus. Works in the streaming threads in which pads appear, since data follows at once.
class LateLinks {
 public:
  ~LateLinks();

  /// Before `start`.
  void add(LateLink link);

  /// Listens for pads of the sources that were added since the last time, and looks at those that
  /// are there already.
  void start();

  /// Forgets all links from or to the elements, which leave the pipeline. Gives the pads that were
  /// claimed for links that did not come about.
  std::vector<PadPtr> forget(const std::set<GstElement*>& elements);

 private:
  struct Entry {
    LateLink link;
    PadPtr linked_pad;
    bool was_linked_once = false;
  };

  static void on_pad_added(GstElement* element, GstPad* pad, gpointer user_data);
  static void on_pad_removed(GstElement* element, GstPad* pad, gpointer user_data);
  static void on_no_more_pads(GstElement* element, gpointer user_data);
  void offer_pad(GstElement* element, GstPad* pad);
  bool try_link(Entry& entry, GstPad* pad);
  void release_pad(GstPad* pad);
  void report_unlinked(GstElement* element);

  std::recursive_mutex mutex_;  // linking may make further pads appear in the same thread
  std::vector<Entry> entries_;
  std::set<GstElement*> new_sources_;  // not listened to as yet
  std::map<GstElement*, std::vector<gulong>> handlers_;
};

}  // namespace pipewright
