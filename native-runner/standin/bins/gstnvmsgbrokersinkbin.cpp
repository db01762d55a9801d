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
    .element = &props::kElement,
    .parts = &parts,
};

}  // namespace
}  // namespace pipewright::standin

GST_ELEMENT_REGISTER_DEFINE(nvmsgbrokersinkbin, "nvmsgbrokersinkbin",
                            pipewright::standin::kStandinRank,
                            pipewright::standin::chain_bin_type("GstNvMsgBrokerSinkBin",
                                                                pipewright::standin::kKind));
