// SPDX-License-Identifier: Apache-2.0
#include "standin/messaging/conversion/pose.hpp"

#include <algorithm>
#include <span>

namespace pipewright::standin::messaging {
namespace {

constexpr int kPose2D = 0;
constexpr int kPose3D = 2;

// In the order in which the models give them.
constexpr const char* kJointsInPlane[] = {
    "nose",       "neck",      "right-shoulder", "right-elbow", "right-hand", "left-shoulder",
    "left-elbow", "left-hand", "right-hip",      "right-knee",  "right-foot", "left-hip",
    "left-knee",  "left-foot", "right-eye",      "left-eye",    "right-ear",  "left-ear",
};
constexpr const char* kJointsInSpace[] = {
    "pelvis",
    "left-hip",
    "right-hip",
    "torso",
    "left-knee",
    "right-knee",
    "neck",
    "left-ankle",
    "right-ankle",
    "left-big-toe",
    "right-big-toe",
    "left-small-toe",
    "right-small-toe",
    "left-heel",
    "right-heel",
    "nose",
    "left-eye",
    "right-eye",
    "left-ear",
    "right-ear",
    "left-shoulder",
    "right-shoulder",
    "left-elbow",
    "right-elbow",
    "left-wrist",
    "right-wrist",
    "left-pinky-knuckle",
    "right-pinky-knuckle",
    "left-middle-tip",
    "right-middle-tip",
    "left-index-knuckle",
    "right-index-knuckle",
    "left-thumb-tip",
    "right-thumb-tip",
};

std::span<const char* const> names_of(const NvDsJoints& pose) {
  if (pose.pose_type == kPose2D) return kJointsInPlane;
  return kJointsInSpace;
}

/// The joints that have a name.
std::span<const NvDsJoint> joints_of(const NvDsJoints& pose) {
  if (pose.joints == nullptr || pose.num_joints <= 0 || pose.pose_type < kPose2D ||
      pose.pose_type > kPose3D) {
    return {};
  }
  return {pose.joints, std::min(static_cast<std::size_t>(pose.num_joints), names_of(pose).size())};
}

}  // namespace

Json pose_json(const NvDsJoints& pose) {
  Json result = Json::object();
  const auto joints = joints_of(pose);
  for (std::size_t i = 0; i < joints.size(); ++i) {
    if (!(joints[i].confidence > 0)) continue;
    Json joint = {{"x", whole(joints[i].x)}, {"y", whole(joints[i].y)}};
    if (pose.pose_type != kPose2D) joint["z"] = whole(joints[i].z);
    joint["confidence"] = joints[i].confidence;
    result[names_of(pose)[i]] = std::move(joint);
  }
  return result;
}

std::string pose_text(const NvDsJoints& pose) {
  static constexpr const char* kHeads[] = {"|#|pose2D|", "|#|pose25D|", "|#|pose3D|"};
  const auto joints = joints_of(pose);
  if (joints.empty()) return {};
  std::string text = kHeads[pose.pose_type];
  for (std::size_t i = 0; i < joints.size(); ++i) {
    const NvDsJoint& joint = joints[i];
    text.append(names_of(pose)[i]).append(",").append(std::to_string(joint.x));
    text.append(",").append(std::to_string(joint.y));
    if (pose.pose_type != kPose2D) text.append(",").append(std::to_string(joint.z));
    text.append(",").append(std::to_string(joint.confidence)).append("|");
  }
  return text;
}

}  // namespace pipewright::standin::messaging
