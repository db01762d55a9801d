// SPDX-License-Identifier: Apache-2.0
// A batch of pictures as DeepStream hands it on: names and layout of DeepStream 9.1's public API.
// In the stand-in every surface has memType NVBUF_MEM_SYSTEM and pixels that the CPU can read.
#ifndef NVBUFSURFACE_H_
#define NVBUFSURFACE_H_

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define STRUCTURE_PADDING 4
#define NVBUF_MAX_PLANES 4
#define NVBUFSURFACE_CHROMA_SUBSAMPLING_HORIZ_DEFAULT 0
#define NVBUFSURFACE_CHROMA_SUBSAMPLING_VERT_DEFAULT 1

/** How a surface is mapped. */
typedef enum {
  NVBUF_MAP_READ = 0,
  NVBUF_MAP_WRITE = 1,
  NVBUF_MAP_READ_WRITE = 2,
} NvBufSurfaceMemMapFlags;

/** What a surface is used for. */
typedef enum {
  NvBufSurfaceTag_NONE = 0,
  NvBufSurfaceTag_CAMERA = 512,
  NvBufSurfaceTag_JPEG = 5376,
  NvBufSurfaceTag_PROTECTED = 5380,
  NvBufSurfaceTag_VIDEO_ENC = 4608,
  NvBufSurfaceTag_VIDEO_DEC = 5120,
  NvBufSurfaceTag_VIDEO_CONVERT = 3841,
} NvBufSurfaceTag;

/** Pixel formats; _ER is full range, _709 and _2020 name the matrix, none is limited range BT.601.
 */
typedef enum {
  NVBUF_COLOR_FORMAT_INVALID = 0,
  NVBUF_COLOR_FORMAT_GRAY8 = 1,
  NVBUF_COLOR_FORMAT_YUV420 = 2,
  NVBUF_COLOR_FORMAT_YVU420 = 3,
  NVBUF_COLOR_FORMAT_YUV420_ER = 4,
  NVBUF_COLOR_FORMAT_YVU420_ER = 5,
  NVBUF_COLOR_FORMAT_NV12 = 6,
  NVBUF_COLOR_FORMAT_NV12_ER = 7,
  NVBUF_COLOR_FORMAT_NV21 = 8,
  NVBUF_COLOR_FORMAT_NV21_ER = 9,
  NVBUF_COLOR_FORMAT_UYVY = 10,
  NVBUF_COLOR_FORMAT_UYVY_ER = 11,
  NVBUF_COLOR_FORMAT_VYUY = 12,
  NVBUF_COLOR_FORMAT_VYUY_ER = 13,
  NVBUF_COLOR_FORMAT_YUYV = 14,
  NVBUF_COLOR_FORMAT_YUYV_ER = 15,
  NVBUF_COLOR_FORMAT_YVYU = 16,
  NVBUF_COLOR_FORMAT_YVYU_ER = 17,
  NVBUF_COLOR_FORMAT_YUV444 = 18,
  NVBUF_COLOR_FORMAT_RGBA = 19,
  NVBUF_COLOR_FORMAT_BGRA = 20,
  NVBUF_COLOR_FORMAT_ARGB = 21,
  NVBUF_COLOR_FORMAT_ABGR = 22,
  NVBUF_COLOR_FORMAT_RGBx = 23,
  NVBUF_COLOR_FORMAT_BGRx = 24,
  NVBUF_COLOR_FORMAT_xRGB = 25,
  NVBUF_COLOR_FORMAT_xBGR = 26,
  NVBUF_COLOR_FORMAT_RGB = 27,
  NVBUF_COLOR_FORMAT_BGR = 28,
  NVBUF_COLOR_FORMAT_NV12_10LE = 29,
  NVBUF_COLOR_FORMAT_NV12_12LE = 30,
  NVBUF_COLOR_FORMAT_YUV420_709 = 31,
  NVBUF_COLOR_FORMAT_YUV420_709_ER = 32,
  NVBUF_COLOR_FORMAT_NV12_709 = 33,
  NVBUF_COLOR_FORMAT_NV12_709_ER = 34,
  NVBUF_COLOR_FORMAT_YUV420_2020 = 35,
  NVBUF_COLOR_FORMAT_NV12_2020 = 36,
  NVBUF_COLOR_FORMAT_NV12_10LE_ER = 37,
  NVBUF_COLOR_FORMAT_NV12_10LE_709 = 38,
  NVBUF_COLOR_FORMAT_NV12_10LE_709_ER = 39,
  NVBUF_COLOR_FORMAT_NV12_10LE_2020 = 40,
  NVBUF_COLOR_FORMAT_SIGNED_R16G16 = 41,
  NVBUF_COLOR_FORMAT_R8_G8_B8 = 42,
  NVBUF_COLOR_FORMAT_B8_G8_R8 = 43,
  NVBUF_COLOR_FORMAT_R32F_G32F_B32F = 44,
  NVBUF_COLOR_FORMAT_B32F_G32F_R32F = 45,
  NVBUF_COLOR_FORMAT_YUV422 = 46,
  NVBUF_COLOR_FORMAT_NV21_10LE = 47,
  NVBUF_COLOR_FORMAT_NV21_12LE = 48,
  NVBUF_COLOR_FORMAT_NV12_12LE_2020 = 49,
  NVBUF_COLOR_FORMAT_NV16 = 50,
  NVBUF_COLOR_FORMAT_NV16_10LE = 51,
  NVBUF_COLOR_FORMAT_NV24 = 52,
  NVBUF_COLOR_FORMAT_NV24_10LE = 53,
  NVBUF_COLOR_FORMAT_NV16_ER = 54,
  NVBUF_COLOR_FORMAT_NV24_ER = 55,
  NVBUF_COLOR_FORMAT_NV16_709 = 56,
  NVBUF_COLOR_FORMAT_NV24_709 = 57,
  NVBUF_COLOR_FORMAT_NV16_709_ER = 58,
  NVBUF_COLOR_FORMAT_NV24_709_ER = 59,
  NVBUF_COLOR_FORMAT_NV24_10LE_709 = 60,
  NVBUF_COLOR_FORMAT_NV24_10LE_709_ER = 61,
  NVBUF_COLOR_FORMAT_NV24_10LE_2020 = 62,
  NVBUF_COLOR_FORMAT_NV24_12LE_2020 = 63,
  NVBUF_COLOR_FORMAT_RGBA_10_10_10_2_709 = 64,
  NVBUF_COLOR_FORMAT_RGBA_10_10_10_2_2020 = 65,
  NVBUF_COLOR_FORMAT_BGRA_10_10_10_2_709 = 66,
  NVBUF_COLOR_FORMAT_BGRA_10_10_10_2_2020 = 67,
  NVBUF_COLOR_FORMAT_A32 = 68,
  NVBUF_COLOR_FORMAT_UYVP = 69,
  NVBUF_COLOR_FORMAT_UYVP_ER = 70,
  NVBUF_COLOR_FORMAT_YUV444_ER = 71,
  NVBUF_COLOR_FORMAT_YUV444_709 = 72,
  NVBUF_COLOR_FORMAT_YUV444_709_ER = 73,
  NVBUF_COLOR_FORMAT_YUV444_2020 = 74,
  NVBUF_COLOR_FORMAT_YUV444_10LE = 75,
  NVBUF_COLOR_FORMAT_YUV444_10LE_ER = 76,
  NVBUF_COLOR_FORMAT_YUV444_10LE_709 = 77,
  NVBUF_COLOR_FORMAT_YUV444_10LE_709_ER = 78,
  NVBUF_COLOR_FORMAT_YUV444_10LE_2020 = 79,
  NVBUF_COLOR_FORMAT_YUV444_12LE = 80,
  NVBUF_COLOR_FORMAT_YUV444_12LE_ER = 81,
  NVBUF_COLOR_FORMAT_YUV444_12LE_709 = 82,
  NVBUF_COLOR_FORMAT_YUV444_12LE_709_ER = 83,
  NVBUF_COLOR_FORMAT_YUV444_12LE_2020 = 84,
  NVBUF_COLOR_FORMAT_NV12_12LE_ER = 85,
  NVBUF_COLOR_FORMAT_NV12_12LE_709 = 86,
  NVBUF_COLOR_FORMAT_NV12_12LE_709_ER = 87,
  NVBUF_COLOR_FORMAT_GRAY8_ER = 88,
  NVBUF_COLOR_FORMAT_UYVY_709 = 89,
  NVBUF_COLOR_FORMAT_UYVY_709_ER = 90,
  NVBUF_COLOR_FORMAT_UYVY_2020 = 91,
  NVBUF_COLOR_FORMAT_GRAY16_LE = 92,
  NVBUF_COLOR_FORMAT_BGRA64_LE = 93,
  NVBUF_COLOR_FORMAT_NV16_2020 = 94,
  NVBUF_COLOR_FORMAT_NV16_10LE_ER = 95,
  NVBUF_COLOR_FORMAT_NV16_10LE_709 = 96,
  NVBUF_COLOR_FORMAT_NV16_10LE_709_ER = 97,
  NVBUF_COLOR_FORMAT_NV16_10LE_2020 = 98,
  NVBUF_COLOR_FORMAT_NV16_12LE = 99,
  NVBUF_COLOR_FORMAT_NV16_12LE_ER = 100,
  NVBUF_COLOR_FORMAT_NV16_12LE_709 = 101,
  NVBUF_COLOR_FORMAT_NV16_12LE_709_ER = 102,
  NVBUF_COLOR_FORMAT_NV16_12LE_2020 = 103,
  NVBUF_COLOR_FORMAT_NV24_2020 = 104,
  NVBUF_COLOR_FORMAT_NV24_10LE_ER = 105,
  NVBUF_COLOR_FORMAT_NV24_12LE = 106,
  NVBUF_COLOR_FORMAT_NV24_12LE_ER = 107,
  NVBUF_COLOR_FORMAT_NV24_12LE_709 = 108,
  NVBUF_COLOR_FORMAT_NV24_12LE_709_ER = 109,
  NVBUF_COLOR_FORMAT_UYVP_709 = 110,
  NVBUF_COLOR_FORMAT_UYVP_709_ER = 111,
  NVBUF_COLOR_FORMAT_UYVP_2020 = 112,
  NVBUF_COLOR_FORMAT_LAST = 113,
} NvBufSurfaceColorFormat;

/** Order of the pixels in memory. */
typedef enum {
  NVBUF_LAYOUT_PITCH = 0,
  NVBUF_LAYOUT_BLOCK_LINEAR = 1,
} NvBufSurfaceLayout;

/** Kind of memory. */
typedef enum {
  NVBUF_MEM_DEFAULT = 0,
  NVBUF_MEM_CUDA_PINNED = 1,
  NVBUF_MEM_CUDA_DEVICE = 2,
  NVBUF_MEM_CUDA_UNIFIED = 3,
  NVBUF_MEM_SURFACE_ARRAY = 4,
  NVBUF_MEM_HANDLE = 5,
  NVBUF_MEM_SYSTEM = 6,
  NVBUF_MEM_CUDA_ARRAY = 7,
} NvBufSurfaceMemType;

/** Scan format. */
typedef enum {
  NVBUF_DISPLAYSCANFORMAT_PROGRESSIVE = 0,
  NVBUF_DISPLAYSCANFORMAT_INTERLACED = 1,
} NvBufSurfaceDisplayScanFormat;

/** Further plane data; the stand-in leaves it out (paramex is null). */
typedef struct NvBufSurfacePlaneParamsEx {
  NvBufSurfaceDisplayScanFormat scanformat[NVBUF_MAX_PLANES];
  uint32_t secondfieldoffset[NVBUF_MAX_PLANES];
  uint32_t blockheightlog2[NVBUF_MAX_PLANES];
  uint32_t physicaladdress[NVBUF_MAX_PLANES];
  uint64_t flags[NVBUF_MAX_PLANES];
  uint64_t drmModifier[NVBUF_MAX_PLANES];
  void* _reserved[STRUCTURE_PADDING * NVBUF_MAX_PLANES];
} NvBufSurfacePlaneParamsEx;

/** Planes of one surface; offsets count bytes from dataPtr. */
typedef struct NvBufSurfacePlaneParams {
  uint32_t num_planes;                     ///< planes in use
  uint32_t width[NVBUF_MAX_PLANES];        ///< width in pixels
  uint32_t height[NVBUF_MAX_PLANES];       ///< height in rows
  uint32_t pitch[NVBUF_MAX_PLANES];        ///< bytes per row
  uint32_t offset[NVBUF_MAX_PLANES];       ///< bytes from dataPtr
  uint32_t psize[NVBUF_MAX_PLANES];        ///< bytes of the plane
  uint32_t bytesPerPix[NVBUF_MAX_PLANES];  ///< bytes per pixel of the plane
  void* _reserved[STRUCTURE_PADDING * NVBUF_MAX_PLANES];
} NvBufSurfacePlaneParams;

/** Where chroma samples sit. */
typedef struct NvBufSurfaceChromaSubsamplingParams {
  uint8_t chromaLocHoriz;
  uint8_t chromaLocVert;
  uint8_t _reserved[6];
} NvBufSurfaceChromaSubsamplingParams;

/** What to allocate. */
typedef struct NvBufSurfaceCreateParams {
  uint32_t gpuId;
  uint32_t width;
  uint32_t height;
  uint32_t size;
  bool isContiguous;
  NvBufSurfaceColorFormat colorFormat;
  NvBufSurfaceLayout layout;
  NvBufSurfaceMemType memType;
  void* _reserved[STRUCTURE_PADDING];
} NvBufSurfaceCreateParams;

/** What to allocate, with hints. */
typedef struct NvBufSurfaceAllocateParams {
  NvBufSurfaceCreateParams params;
  NvBufSurfaceDisplayScanFormat displayscanformat;
  NvBufSurfaceChromaSubsamplingParams chromaSubsampling;
  NvBufSurfaceTag memtag;
  bool disablePitchPadding;
  uint32_t _reservedParam;
  void* _reserved[STRUCTURE_PADDING];
} NvBufSurfaceAllocateParams;

/** Addresses of the planes for the CPU; the stand-in fills addr always. */
typedef struct NvBufSurfaceMappedAddr {
  void* addr[NVBUF_MAX_PLANES];
  void* eglImage;
  void* nvmmPtr;
  void* cudaPtr;
  void* _reserved[STRUCTURE_PADDING];
} NvBufSurfaceMappedAddr;

/** Further surface data; the stand-in leaves it out. */
typedef struct NvBufSurfaceParamsEx {
  int32_t startofvaliddata;
  int32_t sizeofvaliddatainbytes;
  NvBufSurfaceChromaSubsamplingParams chromaSubsampling;
  bool is_protected;
  NvBufSurfacePlaneParamsEx planeParamsex;
  void* _reserved[STRUCTURE_PADDING];
} NvBufSurfaceParamsEx;

/** Mapping for CUDA; never present on a CPU. */
typedef struct NvBufSurfaceCudaBuffer {
  void* basePtr;
  void* dataPtr;
  void* extMem;
  void* mipmap;
  uint8_t reserved[64];
} NvBufSurfaceCudaBuffer;

/** One surface. */
typedef struct NvBufSurfaceParams {
  uint32_t width;
  uint32_t height;
  uint32_t pitch;                       ///< row bytes
  NvBufSurfaceColorFormat colorFormat;  ///< pixel format
  NvBufSurfaceLayout layout;            ///< pitch or block linear
  uint64_t bufferDesc;                  ///< DMA-BUF handle on Jetson
  uint32_t dataSize;                    ///< bytes
  void* dataPtr;                        ///< device pointer, null for surface arrays
  NvBufSurfacePlaneParams planeParams;  ///< planes
  NvBufSurfaceMappedAddr mappedAddr;    ///< CPU and EGL mappings
  NvBufSurfaceParamsEx* paramex;
  NvBufSurfaceCudaBuffer* cudaBuffer;
  void* _reserved[STRUCTURE_PADDING];
} NvBufSurfaceParams;

/** Batch of surfaces. */
typedef struct NvBufSurface {
  uint32_t gpuId;                   ///< GPU
  uint32_t batchSize;               ///< capacity
  uint32_t numFilled;               ///< surfaces in use
  bool isContiguous;                ///< one memory block
  NvBufSurfaceMemType memType;      ///< memory kind
  NvBufSurfaceParams* surfaceList;  ///< surfaces
  bool isImportedBuf;
  void* _reserved[STRUCTURE_PADDING];
} NvBufSurface;

#ifdef __cplusplus
}
#endif

#endif
