// SPDX-License-Identifier: Apache-2.0
// Shapes and types of a network's layers: names and layout of DeepStream 9.1's public header.
#ifndef PIPEWRIGHT_NVDSINFER_H
#define PIPEWRIGHT_NVDSINFER_H

#ifdef __cplusplus
extern "C" {
#endif

#define NVDSINFER_MAX_DIMS 8

/** Shape of a layer without the batch axis. */
typedef struct {
  unsigned int numDims;                ///< axes
  unsigned int d[NVDSINFER_MAX_DIMS];  ///< size of each axis
  unsigned int numElements;            ///< product of the sizes
} NvDsInferDims;

/** Shape of a picture-like layer. */
typedef struct {
  unsigned int c;  ///< channels
  unsigned int h;  ///< height
  unsigned int w;  ///< width
} NvDsInferDimsCHW;

/** Type of a layer's values. */
typedef enum {
  FLOAT = 0,
  HALF = 1,
  INT8 = 2,
  INT32 = 3,
  INT64 = 4,
  UINT8 = 5,
} NvDsInferDataType;

/** One input or output of a network. */
typedef struct {
  NvDsInferDataType dataType;  ///< type of the values
  union {
    NvDsInferDims inferDims;  ///< shape
    NvDsInferDims dims;       ///< the older name
  };
  int bindingIndex;       ///< number among all layers, inputs first
  const char* layerName;  ///< name
  void* buffer;           ///< values
  int isInput;            ///< 1 for an input
} NvDsInferLayerInfo;

/** Size of a network's input. */
typedef struct {
  unsigned int width;     ///< pixels
  unsigned int height;    ///< pixels
  unsigned int channels;  ///< 3 for colour, 1 for grey
} NvDsInferNetworkInfo;

#ifdef __cplusplus
}
#endif

#endif
