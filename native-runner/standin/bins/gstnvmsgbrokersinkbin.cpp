// SPDX-License-Identifier: Apache-2.0
// nvmsgbrokersinkbin: nvmsgconv and nvmsgbroker as one sink.
//
//   ... ! nvmsgbrokersinkbin config=msgconv.txt proto-lib=libnvds_kafka_proto.so
//   conn-str='host;9092' topic=events

#include "chain_bin.hpp"
#include "properties/nvmsgbrokersinkbin.gen.hpp"

namespace pipewright::standin {
namespace {

namespace props = properties::nvmsgbrokersinkbin;

Result<std::vector<ChainPart>, std::string> parts(const PropertyStore&) {
  return std::vector<ChainPart>{{"nvmsgconv"}, {"nvmsgbroker"}};
}

constexpr ChainKind kKind = {
    .description = "Makes messages of metadata and sends them",
    .long_name = props::kLongName,
    .klass = props::kClass,
    .sink_caps = props::kSinkCaps,
    .src_caps = nullptr,
    .properties = props::kProperties,
    .parts = &parts,
};

struct GstNvMsgBrokerSinkBin {
  GstChainBin parent;
};
struct GstNvMsgBrokerSinkBinClass {
  GstChainBinClass parent_class;
};

GType gst_nv_msg_broker_sink_bin_get_type();
G_DEFINE_TYPE(GstNvMsgBrokerSinkBin, gst_nv_msg_broker_sink_bin, gst_chain_bin_get_type())

void gst_nv_msg_broker_sink_bin_class_init(GstNvMsgBrokerSinkBinClass* klass) {
  init_chain_bin_class(&klass->parent_class, kKind);
}

void gst_nv_msg_broker_sink_bin_init(GstNvMsgBrokerSinkBin*) {}

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvmsgbrokersinkbin, "nvmsgbrokersinkbin",
                            pipewright::standin::kStandinRank,
                            pipewright::standin::gst_nv_msg_broker_sink_bin_get_type());
