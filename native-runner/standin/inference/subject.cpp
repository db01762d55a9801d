// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/subject.hpp"

namespace pipewright::standin::inference {

void attach_user_meta(const Subject& subject, NvDsUserMeta* meta) {
  if (subject.region != nullptr) {
    nvds_add_user_meta_to_roi(subject.region, meta);
  } else if (subject.object != nullptr) {
    nvds_add_user_meta_to_obj(subject.object, meta);
  } else {
    nvds_add_user_meta_to_frame(subject.frame, meta);
  }
}

}  // namespace pipewright::standin::inference
