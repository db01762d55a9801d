/**
 * What generated applications use of Service Maker's C++ API in DeepStream 9.1: they are compiled
 * and run against this in tests. `start` prints what was built, one line each.
 */
#pragma once

#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace deepstream {

class Object {
 public:
  class Value {
   public:
    Value(int value) : text_("int " + std::to_string(value)) {}
    Value(unsigned int value) : text_("uint " + std::to_string(value)) {}
    Value(long value) : text_("long " + std::to_string(value)) {}
    Value(unsigned long value) : text_("ulong " + std::to_string(value)) {}
    Value(float value) : text_("float " + std::to_string(value)) {}
    Value(double value) : text_("double " + std::to_string(value)) {}
    Value(const std::string value) : text_("string " + value) {}
    Value(const char* value) : text_(std::string("string ") + value) {}
    Value(bool value) : text_(value ? "bool true" : "bool false") {}
    const std::string& text() const { return text_; }

   private:
    std::string text_;
  };

  Object() = default;
  virtual ~Object() = default;
};

class CustomObject : public Object {};

class ObjectMetadata {
 public:
  unsigned int classId() const { return 2; }
};

class DisplayMetadata {};

class FrameMetadata {
 public:
  unsigned int iterate(const std::function<void(const ObjectMetadata&)>& func) const {
    func(ObjectMetadata());
    return 1;
  }
  unsigned int iterate(const std::function<void(const DisplayMetadata&)>&) const { return 0; }
  unsigned int sourceId() const { return 0; }
  int frameNum() const { return 7; }
  uint64_t bufferPTS() const { return 40000000; }
};

class AudioFrameMetadata {};

class BatchMetadata {
 public:
  unsigned int iterate(const std::function<void(const FrameMetadata&)>& func) const {
    func(FrameMetadata());
    return 1;
  }
  unsigned int iterate(const std::function<void(const AudioFrameMetadata&)>&) const { return 0; }
};

enum class probeReturn { Probe_Ok, Probe_Drop };

class BufferProbe : public CustomObject {
 public:
  class IHandler {
   public:
    virtual ~IHandler() {}
  };
  class IMetadataHandler : public IHandler {
   public:
    virtual ~IMetadataHandler() {}
  };
  class IBatchMetadataObserver : public IMetadataHandler {
   public:
    virtual probeReturn handleData(BufferProbe& probe, const BatchMetadata& data) = 0;
  };

  BufferProbe(const std::string& name, IHandler* handler) : name_(name), handler_(handler) {}
  const std::string& name() const { return name_; }
  void push() {
    if (auto* observer = dynamic_cast<IBatchMetadataObserver*>(handler_.get())) {
      observer->handleData(*this, BatchMetadata());
    }
  }

 private:
  std::string name_;
  std::unique_ptr<IHandler> handler_;
};

class Pipeline : public Object {
 public:
  typedef enum { INVALID, EMPTY, READY, PAUSED, PLAYING } State;

  class Message {
   public:
    virtual ~Message() {}
  };
  class EOSMessage : public Message {};

  Pipeline(const char* name) : name_(name) {}

  template <typename... Args>
  Pipeline& add(const std::string& element_type, const std::string& element_name,
                const Args&... args) {
    static_assert(sizeof...(args) % 2 == 0, "properties are names and values");
    names_.push_back(element_name);
    lines_.push_back("element\t" + element_name + "\t" + element_type);
    addProperties(element_name, args...);
    return *this;
  }

  Pipeline& link(std::pair<std::string, std::string> route,
                 std::pair<std::string, std::string> tips) {
    check(route.first);
    check(route.second);
    lines_.push_back("link\t" + route.first + "\t" + tips.first + "\t" + route.second + "\t" +
                     tips.second);
    return *this;
  }

  template <typename... Args>
  Pipeline& link(const std::string& arg1, const std::string arg2, const Args&... args) {
    link(std::make_pair(arg1, arg2), std::make_pair(std::string(), std::string()));
    if constexpr (sizeof...(args) > 0) {
      return this->link(arg2, args...);
    } else {
      return *this;
    }
  }

  Pipeline& attach(const std::string& element_name, CustomObject* object,
                   const std::string tip = "") {
    check(element_name);
    auto* probe = dynamic_cast<BufferProbe*>(object);
    if (probe == nullptr) throw std::runtime_error("no probe");
    probes_.emplace_back(probe);
    lines_.push_back("attach\t" + element_name + "\t" + probe->name() + "\t" + tip);
    return *this;
  }

  Pipeline& attach(const std::string& element_name, const std::string& plugin_name,
                   const std::string& object_name, const std::string tip = "") {
    check(element_name);
    lines_.push_back("attach\t" + element_name + "\t" + plugin_name + "\t" + object_name + tip);
    return *this;
  }

  Pipeline& start(std::function<void(Pipeline&, const Message&)> listener) {
    listener_ = listener;
    if (const char* error = std::getenv("STUB_ERROR")) throw std::runtime_error(error);
    std::cout << "pipeline\t" << name_ << '\n';
    for (const auto& line : lines_) std::cout << line << '\n';
    std::cout << "running" << std::endl;
    for (auto& probe : probes_) probe->push();
    return *this;
  }

  Pipeline& wait() {
    std::unique_lock lock(mutex_);
    if (std::getenv("STUB_END") != nullptr) {
      listener_(*this, EOSMessage());
    } else {
      changed_.wait(lock, [this] { return stopped_; });
    }
    return *this;
  }

  Pipeline& stop() {
    std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
    return *this;
  }

 private:
  void addProperties(const std::string&) {}

  template <typename T, typename... Args>
  void addProperties(const std::string& element, const std::string& name, const T& value,
                     const Args&... args) {
    lines_.push_back("property\t" + element + "\t" + name + "\t" + Value(value).text());
    addProperties(element, args...);
  }

  void check(const std::string& name) const {
    for (const auto& each : names_) {
      if (each == name) return;
    }
    throw std::runtime_error("there is no element " + name);
  }

  std::string name_;
  std::vector<std::string> names_;
  std::vector<std::string> lines_;
  std::vector<std::unique_ptr<BufferProbe>> probes_;
  std::function<void(Pipeline&, const Message&)> listener_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
};

}  // namespace deepstream
