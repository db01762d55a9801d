// SPDX-License-Identifier: Apache-2.0
// Shapes and texts that nvdsosd draws: names and layout of DeepStream 9.1's public API.
#ifndef PIPEWRIGHT_NVLL_OSD_STRUCT_H
#define PIPEWRIGHT_NVLL_OSD_STRUCT_H

#ifdef __cplusplus
extern "C" {
#endif

/** Widest border that is drawn, in pixels. */
#define MAX_BORDER_WIDTH 32

/** Who draws. */
typedef enum {
  MODE_CPU = 0,
  MODE_GPU = 1,
  MODE_NONE = 2,
} NvOSD_Mode;

/** Which ends of an arrow carry a head. */
typedef enum {
  START_HEAD = 0,
  END_HEAD = 1,
  BOTH_HEAD = 2,
} NvOSD_Arrow_Head_Direction;

/** Box in pixels. */
typedef struct _NvBbox_Coords {
  float left;
  float top;
  float width;
  float height;
} NvBbox_Coords;

/** Colour from 0 to 1. */
typedef struct _NvOSD_ColorParams {
  double red;
  double green;
  double blue;
  double alpha;
} NvOSD_ColorParams;

/** Font. */
typedef struct _NvOSD_FontParams {
  char* font_name;  ///< family
  unsigned int font_size;
  NvOSD_ColorParams font_color;  ///< colour
} NvOSD_FontParams;

/** Text to draw. */
typedef struct _NvOSD_TextParams {
  char* display_text;             ///< text; freed by the meta
  unsigned int x_offset;          ///< x
  unsigned int y_offset;          ///< y
  NvOSD_FontParams font_params;   ///< font
  int set_bg_clr;                 ///< draw a background
  NvOSD_ColorParams text_bg_clr;  ///< background colour
} NvOSD_TextParams;

/** Colour table entry. */
typedef struct _NvOSD_Color_info {
  int id;                   ///< entry number
  NvOSD_ColorParams color;  ///< colour
} NvOSD_Color_info;

/** Box to draw. */
typedef struct _NvOSD_RectParams {
  float left;
  float top;
  float width;
  float height;
  unsigned int border_width;
  NvOSD_ColorParams border_color;  ///< border colour
  unsigned int has_bg_color;       ///< fill it
  unsigned int reserved;           ///< kept back
  NvOSD_ColorParams bg_color;      ///< fill colour
  int has_color_info;              ///< use the colour table
  int color_id;                    ///< colour table entry
  float rotation_angle;            ///< rotation of oriented boxes
} NvOSD_RectParams;

/** Instance mask. */
typedef struct _NvOSD_MaskParams {
  float* data;        ///< values
  unsigned int size;  ///< bytes
  float threshold;    ///< cut value
  unsigned int width;
  unsigned int height;
} NvOSD_MaskParams;

/** Line to draw. */
typedef struct _NvOSD_LineParams {
  unsigned int x1;  ///< start x
  unsigned int y1;  ///< start y
  unsigned int x2;  ///< end x
  unsigned int y2;  ///< end y
  unsigned int line_width;
  NvOSD_ColorParams line_color;  ///< colour
} NvOSD_LineParams;

/** Arrow to draw. */
typedef struct _NvOSD_ArrowParams {
  unsigned int x1;  ///< start x
  unsigned int y1;  ///< start y
  unsigned int x2;  ///< end x
  unsigned int y2;  ///< end y
  unsigned int arrow_width;
  NvOSD_Arrow_Head_Direction arrow_head;  ///< which end has the head
  NvOSD_ColorParams arrow_color;          ///< colour
  unsigned int reserved;                  ///< kept back
} NvOSD_ArrowParams;

/** Circle to draw. */
typedef struct _NvOSD_CircleParams {
  unsigned int xc;  ///< centre x
  unsigned int yc;  ///< centre y
  unsigned int radius;
  NvOSD_ColorParams circle_color;  ///< border colour
  unsigned int has_bg_color;       ///< fill it
  NvOSD_ColorParams bg_color;      ///< fill colour
  unsigned int circle_width;       ///< border width
  unsigned int reserved;           ///< kept back
} NvOSD_CircleParams;

#ifdef __cplusplus
}
#endif

#endif
