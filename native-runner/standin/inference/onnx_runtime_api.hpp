// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

/// Our declaration of the part of ONNX Runtime's C API that the stand-in calls. The library hands
/// out a table of function pointers whose order it promises never to change; entries that are not
/// called are only counted. Functions return null for success or a status to be released.
namespace pipewright::standin::inference::ort {

struct Env;
struct Status;
struct Session;
struct SessionOptions;
struct RunOptions;
struct Value;
struct MemoryInfo;
struct TypeInfo;
struct TensorInfo;
struct Allocator;

enum LoggingLevel : int { kLogWarning = 2, kLogError = 3 };
enum GraphOptimization : int { kOptimizeAll = 99 };
enum AllocatorType : int { kArenaAllocator = 1 };
enum MemoryType : int { kMemoryDefault = 0 };
enum ElementType : int {
  kElementUndefined = 0,
  kElementFloat = 1,
  kElementUint8 = 2,
  kElementInt8 = 3,
  kElementInt32 = 6,
  kElementInt64 = 7,
  kElementBool = 9,
  kElementFloat16 = 10,
};

/// The table has this version's length; every library from 1.4 on has it.
constexpr std::uint32_t kApiVersion = 4;

/// `Count` table entries that are not called.
template <std::size_t Count>
struct Unused {
  void* entries[Count];
};

struct Api {
  Unused<2> unused_0;
  const char* (*GetErrorMessage)(const Status*);
  Status* (*CreateEnv)(LoggingLevel, const char* log_id, Env**);
  Unused<3> unused_4;
  Status* (*CreateSession)(const Env*, const char* path, const SessionOptions*, Session**);
  Unused<1> unused_8;
  Status* (*Run)(Session*, const RunOptions*, const char* const* input_names,
                 const Value* const* inputs, std::size_t num_inputs,
                 const char* const* output_names, std::size_t num_outputs, Value** outputs);
  Status* (*CreateSessionOptions)(SessionOptions**);
  Unused<12> unused_11;
  Status* (*SetSessionGraphOptimizationLevel)(SessionOptions*, GraphOptimization);
  Status* (*SetIntraOpNumThreads)(SessionOptions*, int);
  Unused<5> unused_25;
  Status* (*SessionGetInputCount)(const Session*, std::size_t*);
  Status* (*SessionGetOutputCount)(const Session*, std::size_t*);
  Unused<1> unused_32;
  Status* (*SessionGetInputTypeInfo)(const Session*, std::size_t index, TypeInfo**);
  Status* (*SessionGetOutputTypeInfo)(const Session*, std::size_t index, TypeInfo**);
  Unused<1> unused_35;
  Status* (*SessionGetInputName)(const Session*, std::size_t index, Allocator*, char**);
  Status* (*SessionGetOutputName)(const Session*, std::size_t index, Allocator*, char**);
  Unused<11> unused_38;
  Status* (*CreateTensorWithDataAsOrtValue)(const MemoryInfo*, void* data, std::size_t num_bytes,
                                            const std::int64_t* shape, std::size_t num_dims,
                                            ElementType, Value**);
  Unused<1> unused_50;
  Status* (*GetTensorMutableData)(Value*, void**);
  Unused<3> unused_52;
  Status* (*CastTypeInfoToTensorInfo)(const TypeInfo*, const TensorInfo**);
  Unused<4> unused_56;
  Status* (*GetTensorElementType)(const TensorInfo*, ElementType*);
  Status* (*GetDimensionsCount)(const TensorInfo*, std::size_t*);
  Status* (*GetDimensions)(const TensorInfo*, std::int64_t*, std::size_t num_dims);
  Unused<2> unused_63;
  Status* (*GetTensorTypeAndShape)(const Value*, TensorInfo**);
  Unused<3> unused_66;
  Status* (*CreateCpuMemoryInfo)(AllocatorType, MemoryType, MemoryInfo**);
  Unused<6> unused_70;
  Status* (*AllocatorFree)(Allocator*, void*);
  Unused<1> unused_77;
  Status* (*GetAllocatorWithDefaultOptions)(Allocator**);
  Unused<13> unused_79;
  void (*ReleaseEnv)(Env*);
  void (*ReleaseStatus)(Status*);
  void (*ReleaseMemoryInfo)(MemoryInfo*);
  void (*ReleaseSession)(Session*);
  void (*ReleaseValue)(Value*);
  Unused<1> unused_97;
  void (*ReleaseTypeInfo)(TypeInfo*);
  void (*ReleaseTensorInfo)(TensorInfo*);
  void (*ReleaseSessionOptions)(SessionOptions*);
  Unused<29> unused_101;
  Status* (*AddSessionConfigEntry)(SessionOptions*, const char* key, const char* value);
};

constexpr std::size_t entry_of(std::size_t offset) {
  return offset / sizeof(void*);
}
static_assert(entry_of(offsetof(Api, Run)) == 9);
static_assert(entry_of(offsetof(Api, SessionGetInputCount)) == 30);
static_assert(entry_of(offsetof(Api, CreateTensorWithDataAsOrtValue)) == 49);
static_assert(entry_of(offsetof(Api, GetTensorElementType)) == 60);
static_assert(entry_of(offsetof(Api, AllocatorFree)) == 76);
static_assert(entry_of(offsetof(Api, ReleaseEnv)) == 92);
static_assert(entry_of(offsetof(Api, ReleaseSessionOptions)) == 100);
static_assert(entry_of(offsetof(Api, AddSessionConfigEntry)) == 130);

/// What the library's only entry point, OrtGetApiBase, returns.
struct ApiBase {
  const Api* (*GetApi)(std::uint32_t version);
  const char* (*GetVersionString)();
};

}  // namespace pipewright::standin::inference::ort
