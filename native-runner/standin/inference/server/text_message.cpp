// SPDX-License-Identifier: Apache-2.0
#include "standin/inference/server/text_message.hpp"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <fstream>

namespace pipewright::standin::inference {
namespace {

namespace pb = google::protobuf;

/// Remembers the first error and all warnings of a parse; lines and columns count from 0 there.
class Collector final : public pb::io::ErrorCollector {
 public:
  void AddError(int line, pb::io::ColumnNumber column, const std::string& message) override {
    if (error_.empty()) error_ = place(line, column) + message;
  }
  void AddWarning(int line, pb::io::ColumnNumber column, const std::string& message) override {
    warnings_.push_back(place(line, column) + message);
  }

  const std::string& error() const { return error_; }
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  static std::string place(int line, pb::io::ColumnNumber column) {
    if (line < 0) return {};
    return "line " + std::to_string(line + 1) + ", column " + std::to_string(column + 1) + ": ";
  }

  std::string error_;
  std::vector<std::string> warnings_;
};

void find_in(const pb::Message& message, const std::string& prefix,
             const std::vector<std::string>& names, std::vector<std::string>& found) {
  std::vector<const pb::FieldDescriptor*> fields;
  const pb::Reflection& reflection = *message.GetReflection();
  reflection.ListFields(message, &fields);
  for (const pb::FieldDescriptor* field : fields) {
    const std::string path = prefix + field->name();
    const std::string name = field->containing_type()->name() + "." + field->name();
    if (std::find(names.begin(), names.end(), name) != names.end()) found.push_back(path);
    if (field->cpp_type() != pb::FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      find_in(reflection.GetMessage(message, field), path + ".", names, found);
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      find_in(reflection.GetRepeatedMessage(message, field, i), path + ".", names, found);
    }
  }
}

}  // namespace

Result<void> read_text_message(const std::string& path, pb::Message& message,
                               std::vector<std::string>* skipped) {
  std::ifstream file(path);
  if (!file) return Error{"'" + path + "' cannot be read"};
  pb::io::IstreamInputStream stream(&file);
  Collector collector;
  pb::TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  parser.AllowUnknownField(skipped != nullptr);
  if (!parser.Parse(&stream, &message)) {
    const std::string reason =
        collector.error().empty() ? "it is no text message" : collector.error();
    return Error{"'" + path + "', " + reason};
  }
  if (file.bad()) return Error{"'" + path + "' cannot be read to its end"};
  if (skipped != nullptr) *skipped = collector.warnings();
  return {};
}

std::vector<std::string> find_set_fields(const pb::Message& message,
                                         const std::vector<std::string>& names) {
  std::vector<std::string> found;
  find_in(message, "", names, found);
  return found;
}

}  // namespace pipewright::standin::inference
