// SPDX-License-Identifier: Apache-2.0
// Holds the layout of the metadata headers to that of DeepStream 9.1 (x86-64 and AArch64 Linux,
// LP64), so that code which reads metadata runs unchanged with either. Sizes and offsets are the
// SDK's, as numbers.

#include "gstnvdsmeta.h"
#include "metadata/layout_assert.hpp"
#include "nvbufsurface.h"
#include "nvds_analytics_meta.h"
#include "nvdsmeta.h"
#include "nvdsmeta_schema.h"
#include "nvll_osd_struct.h"

ASSERT_SIZE(NvBbox_Coords, 16);
ASSERT_FIELD(NvBbox_Coords, left, 0, 4);
ASSERT_FIELD(NvBbox_Coords, top, 4, 4);
ASSERT_FIELD(NvBbox_Coords, width, 8, 4);
ASSERT_FIELD(NvBbox_Coords, height, 12, 4);

ASSERT_SIZE(NvOSD_ColorParams, 32);
ASSERT_FIELD(NvOSD_ColorParams, red, 0, 8);
ASSERT_FIELD(NvOSD_ColorParams, green, 8, 8);
ASSERT_FIELD(NvOSD_ColorParams, blue, 16, 8);
ASSERT_FIELD(NvOSD_ColorParams, alpha, 24, 8);

ASSERT_SIZE(NvOSD_FontParams, 48);
ASSERT_FIELD(NvOSD_FontParams, font_name, 0, 8);
ASSERT_FIELD(NvOSD_FontParams, font_size, 8, 4);
ASSERT_FIELD(NvOSD_FontParams, font_color, 16, 32);

ASSERT_SIZE(NvOSD_TextParams, 104);
ASSERT_FIELD(NvOSD_TextParams, display_text, 0, 8);
ASSERT_FIELD(NvOSD_TextParams, x_offset, 8, 4);
ASSERT_FIELD(NvOSD_TextParams, y_offset, 12, 4);
ASSERT_FIELD(NvOSD_TextParams, font_params, 16, 48);
ASSERT_FIELD(NvOSD_TextParams, set_bg_clr, 64, 4);
ASSERT_FIELD(NvOSD_TextParams, text_bg_clr, 72, 32);

ASSERT_SIZE(NvOSD_Color_info, 40);
ASSERT_FIELD(NvOSD_Color_info, id, 0, 4);
ASSERT_FIELD(NvOSD_Color_info, color, 8, 32);

ASSERT_SIZE(NvOSD_RectParams, 112);
ASSERT_FIELD(NvOSD_RectParams, left, 0, 4);
ASSERT_FIELD(NvOSD_RectParams, top, 4, 4);
ASSERT_FIELD(NvOSD_RectParams, width, 8, 4);
ASSERT_FIELD(NvOSD_RectParams, height, 12, 4);
ASSERT_FIELD(NvOSD_RectParams, border_width, 16, 4);
ASSERT_FIELD(NvOSD_RectParams, border_color, 24, 32);
ASSERT_FIELD(NvOSD_RectParams, has_bg_color, 56, 4);
ASSERT_FIELD(NvOSD_RectParams, reserved, 60, 4);
ASSERT_FIELD(NvOSD_RectParams, bg_color, 64, 32);
ASSERT_FIELD(NvOSD_RectParams, has_color_info, 96, 4);
ASSERT_FIELD(NvOSD_RectParams, color_id, 100, 4);
ASSERT_FIELD(NvOSD_RectParams, rotation_angle, 104, 4);

ASSERT_SIZE(NvOSD_MaskParams, 24);
ASSERT_FIELD(NvOSD_MaskParams, data, 0, 8);
ASSERT_FIELD(NvOSD_MaskParams, size, 8, 4);
ASSERT_FIELD(NvOSD_MaskParams, threshold, 12, 4);
ASSERT_FIELD(NvOSD_MaskParams, width, 16, 4);
ASSERT_FIELD(NvOSD_MaskParams, height, 20, 4);

ASSERT_SIZE(NvOSD_LineParams, 56);
ASSERT_FIELD(NvOSD_LineParams, x1, 0, 4);
ASSERT_FIELD(NvOSD_LineParams, y1, 4, 4);
ASSERT_FIELD(NvOSD_LineParams, x2, 8, 4);
ASSERT_FIELD(NvOSD_LineParams, y2, 12, 4);
ASSERT_FIELD(NvOSD_LineParams, line_width, 16, 4);
ASSERT_FIELD(NvOSD_LineParams, line_color, 24, 32);

ASSERT_SIZE(NvOSD_ArrowParams, 64);
ASSERT_FIELD(NvOSD_ArrowParams, x1, 0, 4);
ASSERT_FIELD(NvOSD_ArrowParams, y1, 4, 4);
ASSERT_FIELD(NvOSD_ArrowParams, x2, 8, 4);
ASSERT_FIELD(NvOSD_ArrowParams, y2, 12, 4);
ASSERT_FIELD(NvOSD_ArrowParams, arrow_width, 16, 4);
ASSERT_FIELD(NvOSD_ArrowParams, arrow_head, 20, 4);
ASSERT_FIELD(NvOSD_ArrowParams, arrow_color, 24, 32);
ASSERT_FIELD(NvOSD_ArrowParams, reserved, 56, 4);

ASSERT_SIZE(NvOSD_CircleParams, 96);
ASSERT_FIELD(NvOSD_CircleParams, xc, 0, 4);
ASSERT_FIELD(NvOSD_CircleParams, yc, 4, 4);
ASSERT_FIELD(NvOSD_CircleParams, radius, 8, 4);
ASSERT_FIELD(NvOSD_CircleParams, circle_color, 16, 32);
ASSERT_FIELD(NvOSD_CircleParams, has_bg_color, 48, 4);
ASSERT_FIELD(NvOSD_CircleParams, bg_color, 56, 32);
ASSERT_FIELD(NvOSD_CircleParams, circle_width, 88, 4);
ASSERT_FIELD(NvOSD_CircleParams, reserved, 92, 4);

ASSERT_SIZE(NvBufSurfacePlaneParamsEx, 256);
ASSERT_FIELD(NvBufSurfacePlaneParamsEx, scanformat, 0, 16);
ASSERT_FIELD(NvBufSurfacePlaneParamsEx, secondfieldoffset, 16, 16);
ASSERT_FIELD(NvBufSurfacePlaneParamsEx, blockheightlog2, 32, 16);
ASSERT_FIELD(NvBufSurfacePlaneParamsEx, physicaladdress, 48, 16);
ASSERT_FIELD(NvBufSurfacePlaneParamsEx, flags, 64, 32);
ASSERT_FIELD(NvBufSurfacePlaneParamsEx, drmModifier, 96, 32);
ASSERT_FIELD(NvBufSurfacePlaneParamsEx, _reserved, 128, 128);

ASSERT_SIZE(NvBufSurfacePlaneParams, 232);
ASSERT_FIELD(NvBufSurfacePlaneParams, num_planes, 0, 4);
ASSERT_FIELD(NvBufSurfacePlaneParams, width, 4, 16);
ASSERT_FIELD(NvBufSurfacePlaneParams, height, 20, 16);
ASSERT_FIELD(NvBufSurfacePlaneParams, pitch, 36, 16);
ASSERT_FIELD(NvBufSurfacePlaneParams, offset, 52, 16);
ASSERT_FIELD(NvBufSurfacePlaneParams, psize, 68, 16);
ASSERT_FIELD(NvBufSurfacePlaneParams, bytesPerPix, 84, 16);
ASSERT_FIELD(NvBufSurfacePlaneParams, _reserved, 104, 128);

ASSERT_SIZE(NvBufSurfaceChromaSubsamplingParams, 8);
ASSERT_FIELD(NvBufSurfaceChromaSubsamplingParams, chromaLocHoriz, 0, 1);
ASSERT_FIELD(NvBufSurfaceChromaSubsamplingParams, chromaLocVert, 1, 1);
ASSERT_FIELD(NvBufSurfaceChromaSubsamplingParams, _reserved, 2, 6);

ASSERT_SIZE(NvBufSurfaceCreateParams, 64);
ASSERT_FIELD(NvBufSurfaceCreateParams, gpuId, 0, 4);
ASSERT_FIELD(NvBufSurfaceCreateParams, width, 4, 4);
ASSERT_FIELD(NvBufSurfaceCreateParams, height, 8, 4);
ASSERT_FIELD(NvBufSurfaceCreateParams, size, 12, 4);
ASSERT_FIELD(NvBufSurfaceCreateParams, isContiguous, 16, 1);
ASSERT_FIELD(NvBufSurfaceCreateParams, colorFormat, 20, 4);
ASSERT_FIELD(NvBufSurfaceCreateParams, layout, 24, 4);
ASSERT_FIELD(NvBufSurfaceCreateParams, memType, 28, 4);
ASSERT_FIELD(NvBufSurfaceCreateParams, _reserved, 32, 32);

ASSERT_SIZE(NvBufSurfaceAllocateParams, 120);
ASSERT_FIELD(NvBufSurfaceAllocateParams, params, 0, 64);
ASSERT_FIELD(NvBufSurfaceAllocateParams, displayscanformat, 64, 4);
ASSERT_FIELD(NvBufSurfaceAllocateParams, chromaSubsampling, 68, 8);
ASSERT_FIELD(NvBufSurfaceAllocateParams, memtag, 76, 4);
ASSERT_FIELD(NvBufSurfaceAllocateParams, disablePitchPadding, 80, 1);
ASSERT_FIELD(NvBufSurfaceAllocateParams, _reservedParam, 84, 4);
ASSERT_FIELD(NvBufSurfaceAllocateParams, _reserved, 88, 32);

ASSERT_SIZE(NvBufSurfaceMappedAddr, 88);
ASSERT_FIELD(NvBufSurfaceMappedAddr, addr, 0, 32);
ASSERT_FIELD(NvBufSurfaceMappedAddr, eglImage, 32, 8);
ASSERT_FIELD(NvBufSurfaceMappedAddr, nvmmPtr, 40, 8);
ASSERT_FIELD(NvBufSurfaceMappedAddr, cudaPtr, 48, 8);
ASSERT_FIELD(NvBufSurfaceMappedAddr, _reserved, 56, 32);

ASSERT_SIZE(NvBufSurfaceParamsEx, 312);
ASSERT_FIELD(NvBufSurfaceParamsEx, startofvaliddata, 0, 4);
ASSERT_FIELD(NvBufSurfaceParamsEx, sizeofvaliddatainbytes, 4, 4);
ASSERT_FIELD(NvBufSurfaceParamsEx, chromaSubsampling, 8, 8);
ASSERT_FIELD(NvBufSurfaceParamsEx, is_protected, 16, 1);
ASSERT_FIELD(NvBufSurfaceParamsEx, planeParamsex, 24, 256);
ASSERT_FIELD(NvBufSurfaceParamsEx, _reserved, 280, 32);

ASSERT_SIZE(NvBufSurfaceCudaBuffer, 96);
ASSERT_FIELD(NvBufSurfaceCudaBuffer, basePtr, 0, 8);
ASSERT_FIELD(NvBufSurfaceCudaBuffer, dataPtr, 8, 8);
ASSERT_FIELD(NvBufSurfaceCudaBuffer, extMem, 16, 8);
ASSERT_FIELD(NvBufSurfaceCudaBuffer, mipmap, 24, 8);
ASSERT_FIELD(NvBufSurfaceCudaBuffer, reserved, 32, 64);

ASSERT_SIZE(NvBufSurfaceParams, 416);
ASSERT_FIELD(NvBufSurfaceParams, width, 0, 4);
ASSERT_FIELD(NvBufSurfaceParams, height, 4, 4);
ASSERT_FIELD(NvBufSurfaceParams, pitch, 8, 4);
ASSERT_FIELD(NvBufSurfaceParams, colorFormat, 12, 4);
ASSERT_FIELD(NvBufSurfaceParams, layout, 16, 4);
ASSERT_FIELD(NvBufSurfaceParams, bufferDesc, 24, 8);
ASSERT_FIELD(NvBufSurfaceParams, dataSize, 32, 4);
ASSERT_FIELD(NvBufSurfaceParams, dataPtr, 40, 8);
ASSERT_FIELD(NvBufSurfaceParams, planeParams, 48, 232);
ASSERT_FIELD(NvBufSurfaceParams, mappedAddr, 280, 88);
ASSERT_FIELD(NvBufSurfaceParams, paramex, 368, 8);
ASSERT_FIELD(NvBufSurfaceParams, cudaBuffer, 376, 8);
ASSERT_FIELD(NvBufSurfaceParams, _reserved, 384, 32);

ASSERT_SIZE(NvBufSurface, 72);
ASSERT_FIELD(NvBufSurface, gpuId, 0, 4);
ASSERT_FIELD(NvBufSurface, batchSize, 4, 4);
ASSERT_FIELD(NvBufSurface, numFilled, 8, 4);
ASSERT_FIELD(NvBufSurface, isContiguous, 12, 1);
ASSERT_FIELD(NvBufSurface, memType, 16, 4);
ASSERT_FIELD(NvBufSurface, surfaceList, 24, 8);
ASSERT_FIELD(NvBufSurface, isImportedBuf, 32, 1);
ASSERT_FIELD(NvBufSurface, _reserved, 40, 32);

ASSERT_SIZE(NvDsComp_BboxInfo, 16);
ASSERT_FIELD(NvDsComp_BboxInfo, org_bbox_coords, 0, 16);

ASSERT_SIZE(NvDsSensorInfo_meta, 32);
ASSERT_FIELD(NvDsSensorInfo_meta, source_id, 0, 4);
ASSERT_FIELD(NvDsSensorInfo_meta, uri, 8, 8);
ASSERT_FIELD(NvDsSensorInfo_meta, sensor_id, 16, 8);
ASSERT_FIELD(NvDsSensorInfo_meta, sensor_name, 24, 8);

ASSERT_SIZE(NvDsMetaPool, 56);
ASSERT_FIELD(NvDsMetaPool, meta_type, 0, 4);
ASSERT_FIELD(NvDsMetaPool, max_elements_in_pool, 4, 4);
ASSERT_FIELD(NvDsMetaPool, element_size, 8, 4);
ASSERT_FIELD(NvDsMetaPool, num_empty_elements, 12, 4);
ASSERT_FIELD(NvDsMetaPool, num_full_elements, 16, 4);
ASSERT_FIELD(NvDsMetaPool, empty_list, 24, 8);
ASSERT_FIELD(NvDsMetaPool, full_list, 32, 8);
ASSERT_FIELD(NvDsMetaPool, copy_func, 40, 8);
ASSERT_FIELD(NvDsMetaPool, release_func, 48, 8);

ASSERT_SIZE(NvDsBaseMeta, 40);
ASSERT_FIELD(NvDsBaseMeta, batch_meta, 0, 8);
ASSERT_FIELD(NvDsBaseMeta, meta_type, 8, 4);
ASSERT_FIELD(NvDsBaseMeta, uContext, 16, 8);
ASSERT_FIELD(NvDsBaseMeta, copy_func, 24, 8);
ASSERT_FIELD(NvDsBaseMeta, release_func, 32, 8);

ASSERT_SIZE(NvDsBatchMeta, 192);
ASSERT_FIELD(NvDsBatchMeta, base_meta, 0, 40);
ASSERT_FIELD(NvDsBatchMeta, max_frames_in_batch, 40, 4);
ASSERT_FIELD(NvDsBatchMeta, num_frames_in_batch, 44, 4);
ASSERT_FIELD(NvDsBatchMeta, frame_meta_pool, 48, 8);
ASSERT_FIELD(NvDsBatchMeta, obj_meta_pool, 56, 8);
ASSERT_FIELD(NvDsBatchMeta, classifier_meta_pool, 64, 8);
ASSERT_FIELD(NvDsBatchMeta, display_meta_pool, 72, 8);
ASSERT_FIELD(NvDsBatchMeta, user_meta_pool, 80, 8);
ASSERT_FIELD(NvDsBatchMeta, label_info_meta_pool, 88, 8);
ASSERT_FIELD(NvDsBatchMeta, frame_meta_list, 96, 8);
ASSERT_FIELD(NvDsBatchMeta, batch_user_meta_list, 104, 8);
ASSERT_FIELD(NvDsBatchMeta, meta_mutex, 112, 16);
ASSERT_FIELD(NvDsBatchMeta, misc_batch_info, 128, 32);
ASSERT_FIELD(NvDsBatchMeta, reserved, 160, 32);

ASSERT_SIZE(NvDsFrameMeta, 232);
ASSERT_FIELD(NvDsFrameMeta, base_meta, 0, 40);
ASSERT_FIELD(NvDsFrameMeta, pad_index, 40, 4);
ASSERT_FIELD(NvDsFrameMeta, batch_id, 44, 4);
ASSERT_FIELD(NvDsFrameMeta, frame_num, 48, 4);
ASSERT_FIELD(NvDsFrameMeta, buf_pts, 56, 8);
ASSERT_FIELD(NvDsFrameMeta, ntp_timestamp, 64, 8);
ASSERT_FIELD(NvDsFrameMeta, source_id, 72, 4);
ASSERT_FIELD(NvDsFrameMeta, num_surfaces_per_frame, 76, 4);
ASSERT_FIELD(NvDsFrameMeta, source_frame_width, 80, 4);
ASSERT_FIELD(NvDsFrameMeta, source_frame_height, 84, 4);
ASSERT_FIELD(NvDsFrameMeta, surface_type, 88, 4);
ASSERT_FIELD(NvDsFrameMeta, surface_index, 92, 4);
ASSERT_FIELD(NvDsFrameMeta, num_obj_meta, 96, 4);
ASSERT_FIELD(NvDsFrameMeta, bInferDone, 100, 4);
ASSERT_FIELD(NvDsFrameMeta, obj_meta_list, 104, 8);
ASSERT_FIELD(NvDsFrameMeta, display_meta_list, 112, 8);
ASSERT_FIELD(NvDsFrameMeta, frame_user_meta_list, 120, 8);
ASSERT_FIELD(NvDsFrameMeta, misc_frame_info, 128, 32);
ASSERT_FIELD(NvDsFrameMeta, pipeline_width, 160, 4);
ASSERT_FIELD(NvDsFrameMeta, pipeline_height, 164, 4);
ASSERT_FIELD(NvDsFrameMeta, sensorInfo_meta, 168, 32);
ASSERT_FIELD(NvDsFrameMeta, reserved, 200, 32);

ASSERT_SIZE(NvDsObjectMeta, 552);
ASSERT_FIELD(NvDsObjectMeta, base_meta, 0, 40);
ASSERT_FIELD(NvDsObjectMeta, parent, 40, 8);
ASSERT_FIELD(NvDsObjectMeta, unique_component_id, 48, 4);
ASSERT_FIELD(NvDsObjectMeta, class_id, 52, 4);
ASSERT_FIELD(NvDsObjectMeta, object_id, 56, 8);
ASSERT_FIELD(NvDsObjectMeta, detector_bbox_info, 64, 16);
ASSERT_FIELD(NvDsObjectMeta, tracker_bbox_info, 80, 16);
ASSERT_FIELD(NvDsObjectMeta, confidence, 96, 4);
ASSERT_FIELD(NvDsObjectMeta, tracker_confidence, 100, 4);
ASSERT_FIELD(NvDsObjectMeta, rect_params, 104, 112);
ASSERT_FIELD(NvDsObjectMeta, mask_params, 216, 24);
ASSERT_FIELD(NvDsObjectMeta, text_params, 240, 104);
ASSERT_FIELD(NvDsObjectMeta, obj_label, 344, 128);
ASSERT_FIELD(NvDsObjectMeta, classifier_meta_list, 472, 8);
ASSERT_FIELD(NvDsObjectMeta, obj_user_meta_list, 480, 8);
ASSERT_FIELD(NvDsObjectMeta, misc_obj_info, 488, 32);
ASSERT_FIELD(NvDsObjectMeta, reserved, 520, 32);

ASSERT_SIZE(NvDsClassifierMeta, 64);
ASSERT_FIELD(NvDsClassifierMeta, base_meta, 0, 40);
ASSERT_FIELD(NvDsClassifierMeta, num_labels, 40, 4);
ASSERT_FIELD(NvDsClassifierMeta, unique_component_id, 44, 4);
ASSERT_FIELD(NvDsClassifierMeta, label_info_list, 48, 8);
ASSERT_FIELD(NvDsClassifierMeta, classifier_type, 56, 8);

ASSERT_SIZE(NvDsLabelInfo, 200);
ASSERT_FIELD(NvDsLabelInfo, base_meta, 0, 40);
ASSERT_FIELD(NvDsLabelInfo, num_classes, 40, 4);
ASSERT_FIELD(NvDsLabelInfo, result_label, 44, 128);
ASSERT_FIELD(NvDsLabelInfo, pResult_label, 176, 8);
ASSERT_FIELD(NvDsLabelInfo, result_class_id, 184, 4);
ASSERT_FIELD(NvDsLabelInfo, label_id, 188, 4);
ASSERT_FIELD(NvDsLabelInfo, result_prob, 192, 4);

ASSERT_SIZE(NvDsDisplayMeta, 7040);
ASSERT_FIELD(NvDsDisplayMeta, base_meta, 0, 40);
ASSERT_FIELD(NvDsDisplayMeta, num_rects, 40, 4);
ASSERT_FIELD(NvDsDisplayMeta, num_labels, 44, 4);
ASSERT_FIELD(NvDsDisplayMeta, num_lines, 48, 4);
ASSERT_FIELD(NvDsDisplayMeta, num_arrows, 52, 4);
ASSERT_FIELD(NvDsDisplayMeta, num_circles, 56, 4);
ASSERT_FIELD(NvDsDisplayMeta, rect_params, 64, 1792);
ASSERT_FIELD(NvDsDisplayMeta, text_params, 1856, 1664);
ASSERT_FIELD(NvDsDisplayMeta, line_params, 3520, 896);
ASSERT_FIELD(NvDsDisplayMeta, arrow_params, 4416, 1024);
ASSERT_FIELD(NvDsDisplayMeta, circle_params, 5440, 1536);
ASSERT_FIELD(NvDsDisplayMeta, misc_osd_data, 6976, 32);
ASSERT_FIELD(NvDsDisplayMeta, reserved, 7008, 32);

ASSERT_SIZE(NvDsUserMeta, 48);
ASSERT_FIELD(NvDsUserMeta, base_meta, 0, 40);
ASSERT_FIELD(NvDsUserMeta, user_meta_data, 40, 8);

// With libstdc++'s containers.
ASSERT_SIZE(NvDsAnalyticsObjInfo, 144);
ASSERT_FIELD(NvDsAnalyticsObjInfo, roiStatus, 0, 24);
ASSERT_FIELD(NvDsAnalyticsObjInfo, ocStatus, 24, 24);
ASSERT_FIELD(NvDsAnalyticsObjInfo, lcStatus, 48, 24);
ASSERT_FIELD(NvDsAnalyticsObjInfo, dirStatus, 72, 32);
ASSERT_FIELD(NvDsAnalyticsObjInfo, unique_id, 104, 4);
ASSERT_FIELD(NvDsAnalyticsObjInfo, objStatus, 112, 32);

ASSERT_SIZE(NvDsAnalyticsFrameMeta, 288);
ASSERT_FIELD(NvDsAnalyticsFrameMeta, ocStatus, 0, 56);
ASSERT_FIELD(NvDsAnalyticsFrameMeta, objInROIcnt, 56, 56);
ASSERT_FIELD(NvDsAnalyticsFrameMeta, objLCCurrCnt, 112, 56);
ASSERT_FIELD(NvDsAnalyticsFrameMeta, objLCCumCnt, 168, 56);
ASSERT_FIELD(NvDsAnalyticsFrameMeta, unique_id, 224, 4);
ASSERT_FIELD(NvDsAnalyticsFrameMeta, objCnt, 232, 56);

ASSERT_SIZE(NvDsRect, 16);
ASSERT_FIELD(NvDsRect, top, 0, 4);
ASSERT_FIELD(NvDsRect, left, 4, 4);
ASSERT_FIELD(NvDsRect, width, 8, 4);
ASSERT_FIELD(NvDsRect, height, 12, 4);

ASSERT_SIZE(NvDsGeoLocation, 24);
ASSERT_FIELD(NvDsGeoLocation, lat, 0, 8);
ASSERT_FIELD(NvDsGeoLocation, lon, 8, 8);
ASSERT_FIELD(NvDsGeoLocation, alt, 16, 8);

ASSERT_SIZE(NvDsCoordinate, 24);
ASSERT_FIELD(NvDsCoordinate, x, 0, 8);
ASSERT_FIELD(NvDsCoordinate, y, 8, 8);
ASSERT_FIELD(NvDsCoordinate, z, 16, 8);

ASSERT_SIZE(NvDsObjectSignature, 16);
ASSERT_FIELD(NvDsObjectSignature, signature, 0, 8);
ASSERT_FIELD(NvDsObjectSignature, size, 8, 4);

ASSERT_SIZE(NvDsProductObjectExt, 32);
ASSERT_FIELD(NvDsProductObjectExt, brand, 0, 8);
ASSERT_FIELD(NvDsProductObjectExt, type, 8, 8);
ASSERT_FIELD(NvDsProductObjectExt, shape, 16, 8);
ASSERT_FIELD(NvDsProductObjectExt, mask, 24, 8);

ASSERT_SIZE(NvDsVehicleObject, 48);
ASSERT_FIELD(NvDsVehicleObject, type, 0, 8);
ASSERT_FIELD(NvDsVehicleObject, make, 8, 8);
ASSERT_FIELD(NvDsVehicleObject, model, 16, 8);
ASSERT_FIELD(NvDsVehicleObject, color, 24, 8);
ASSERT_FIELD(NvDsVehicleObject, region, 32, 8);
ASSERT_FIELD(NvDsVehicleObject, license, 40, 8);

ASSERT_SIZE(NvDsPersonObject, 40);
ASSERT_FIELD(NvDsPersonObject, gender, 0, 8);
ASSERT_FIELD(NvDsPersonObject, hair, 8, 8);
ASSERT_FIELD(NvDsPersonObject, cap, 16, 8);
ASSERT_FIELD(NvDsPersonObject, apparel, 24, 8);
ASSERT_FIELD(NvDsPersonObject, age, 32, 4);

ASSERT_SIZE(NvDsFaceObject, 64);
ASSERT_FIELD(NvDsFaceObject, gender, 0, 8);
ASSERT_FIELD(NvDsFaceObject, hair, 8, 8);
ASSERT_FIELD(NvDsFaceObject, cap, 16, 8);
ASSERT_FIELD(NvDsFaceObject, glasses, 24, 8);
ASSERT_FIELD(NvDsFaceObject, facialhair, 32, 8);
ASSERT_FIELD(NvDsFaceObject, name, 40, 8);
ASSERT_FIELD(NvDsFaceObject, eyecolor, 48, 8);
ASSERT_FIELD(NvDsFaceObject, age, 56, 4);

ASSERT_SIZE(NvDsVehicleObjectExt, 56);
ASSERT_FIELD(NvDsVehicleObjectExt, type, 0, 8);
ASSERT_FIELD(NvDsVehicleObjectExt, make, 8, 8);
ASSERT_FIELD(NvDsVehicleObjectExt, model, 16, 8);
ASSERT_FIELD(NvDsVehicleObjectExt, color, 24, 8);
ASSERT_FIELD(NvDsVehicleObjectExt, region, 32, 8);
ASSERT_FIELD(NvDsVehicleObjectExt, license, 40, 8);
ASSERT_FIELD(NvDsVehicleObjectExt, mask, 48, 8);

ASSERT_SIZE(NvDsPersonObjectExt, 48);
ASSERT_FIELD(NvDsPersonObjectExt, gender, 0, 8);
ASSERT_FIELD(NvDsPersonObjectExt, hair, 8, 8);
ASSERT_FIELD(NvDsPersonObjectExt, cap, 16, 8);
ASSERT_FIELD(NvDsPersonObjectExt, apparel, 24, 8);
ASSERT_FIELD(NvDsPersonObjectExt, age, 32, 4);
ASSERT_FIELD(NvDsPersonObjectExt, mask, 40, 8);

ASSERT_SIZE(NvDsFaceObjectExt, 72);
ASSERT_FIELD(NvDsFaceObjectExt, gender, 0, 8);
ASSERT_FIELD(NvDsFaceObjectExt, hair, 8, 8);
ASSERT_FIELD(NvDsFaceObjectExt, cap, 16, 8);
ASSERT_FIELD(NvDsFaceObjectExt, glasses, 24, 8);
ASSERT_FIELD(NvDsFaceObjectExt, facialhair, 32, 8);
ASSERT_FIELD(NvDsFaceObjectExt, name, 40, 8);
ASSERT_FIELD(NvDsFaceObjectExt, eyecolor, 48, 8);
ASSERT_FIELD(NvDsFaceObjectExt, age, 56, 4);
ASSERT_FIELD(NvDsFaceObjectExt, mask, 64, 8);

ASSERT_SIZE(NvDsJoint, 16);
ASSERT_FIELD(NvDsJoint, x, 0, 4);
ASSERT_FIELD(NvDsJoint, y, 4, 4);
ASSERT_FIELD(NvDsJoint, z, 8, 4);
ASSERT_FIELD(NvDsJoint, confidence, 12, 4);

ASSERT_SIZE(NvDsJoints, 16);
ASSERT_FIELD(NvDsJoints, joints, 0, 8);
ASSERT_FIELD(NvDsJoints, num_joints, 8, 4);
ASSERT_FIELD(NvDsJoints, pose_type, 12, 4);

ASSERT_SIZE(NvDsEmbedding, 16);
ASSERT_FIELD(NvDsEmbedding, embedding_vector, 0, 8);
ASSERT_FIELD(NvDsEmbedding, embedding_length, 8, 4);

ASSERT_SIZE(NvDsProductObject, 24);
ASSERT_FIELD(NvDsProductObject, brand, 0, 8);
ASSERT_FIELD(NvDsProductObject, type, 8, 8);
ASSERT_FIELD(NvDsProductObject, shape, 16, 8);

ASSERT_SIZE(NvDsConvexHull, 16);
ASSERT_FIELD(NvDsConvexHull, points, 0, 8);
ASSERT_FIELD(NvDsConvexHull, numFilled, 8, 4);

ASSERT_SIZE(NvDsBbox3dObject, 96);
ASSERT_FIELD(NvDsBbox3dObject, boxes_3d, 0, 48);
ASSERT_FIELD(NvDsBbox3dObject, scores_3d, 48, 4);
ASSERT_FIELD(NvDsBbox3dObject, labels_3d, 56, 8);
ASSERT_FIELD(NvDsBbox3dObject, embedding_filter, 64, 8);
ASSERT_FIELD(NvDsBbox3dObject, cls_scores, 72, 4);
ASSERT_FIELD(NvDsBbox3dObject, instance_ids, 76, 4);
ASSERT_FIELD(NvDsBbox3dObject, instance_feats, 80, 8);
ASSERT_FIELD(NvDsBbox3dObject, ocr_label, 88, 8);

ASSERT_SIZE(SourceTimePair, 136);
ASSERT_FIELD(SourceTimePair, source_id, 0, 128);
ASSERT_FIELD(SourceTimePair, timestamp, 128, 8);

ASSERT_SIZE(NvDsBbox3dObjectList, 71240);
ASSERT_FIELD(NvDsBbox3dObjectList, objects, 0, 57600);
ASSERT_FIELD(NvDsBbox3dObjectList, num_objects, 57600, 4);
ASSERT_FIELD(NvDsBbox3dObjectList, timestamp, 57608, 8);
ASSERT_FIELD(NvDsBbox3dObjectList, frame_num, 57616, 4);
ASSERT_FIELD(NvDsBbox3dObjectList, camera_id, 57620, 4);
ASSERT_FIELD(NvDsBbox3dObjectList, sensorStr, 57624, 8);
ASSERT_FIELD(NvDsBbox3dObjectList, entries, 57632, 13600);
ASSERT_FIELD(NvDsBbox3dObjectList, count, 71232, 4);

ASSERT_SIZE(NvDs3DTracking, 128);
ASSERT_FIELD(NvDs3DTracking, ptWorldFeet, 0, 8);
ASSERT_FIELD(NvDs3DTracking, ptImgFeet, 8, 8);
ASSERT_FIELD(NvDs3DTracking, convexHull, 16, 16);
ASSERT_FIELD(NvDs3DTracking, bbox3d, 32, 96);

ASSERT_SIZE(NvDsConversationObject, 24);
ASSERT_FIELD(NvDsConversationObject, id, 0, 8);
ASSERT_FIELD(NvDsConversationObject, query, 8, 8);
ASSERT_FIELD(NvDsConversationObject, response, 16, 8);

ASSERT_SIZE(NvDsLLMObject, 40);
ASSERT_FIELD(NvDsLLMObject, info, 0, 8);
ASSERT_FIELD(NvDsLLMObject, conversations, 8, 8);
ASSERT_FIELD(NvDsLLMObject, num_conversations, 16, 4);
ASSERT_FIELD(NvDsLLMObject, embeddings, 24, 8);
ASSERT_FIELD(NvDsLLMObject, num_embeddings, 32, 4);

ASSERT_SIZE(NvDsInteractionObject, 64);
ASSERT_FIELD(NvDsInteractionObject, id, 0, 8);
ASSERT_FIELD(NvDsInteractionObject, objectIds, 8, 8);
ASSERT_FIELD(NvDsInteractionObject, num_objectIds, 16, 4);
ASSERT_FIELD(NvDsInteractionObject, coordinates, 24, 8);
ASSERT_FIELD(NvDsInteractionObject, num_coordinates, 32, 4);
ASSERT_FIELD(NvDsInteractionObject, description, 40, 8);
ASSERT_FIELD(NvDsInteractionObject, info, 48, 8);
ASSERT_FIELD(NvDsInteractionObject, timestamp, 56, 8);

ASSERT_SIZE(NvDsCongestionObject, 40);
ASSERT_FIELD(NvDsCongestionObject, id, 0, 8);
ASSERT_FIELD(NvDsCongestionObject, objectIds, 8, 8);
ASSERT_FIELD(NvDsCongestionObject, num_objectIds, 16, 4);
ASSERT_FIELD(NvDsCongestionObject, amount, 20, 4);
ASSERT_FIELD(NvDsCongestionObject, info, 24, 8);
ASSERT_FIELD(NvDsCongestionObject, timestamp, 32, 8);

ASSERT_SIZE(NvDsTypeMetricsObject, 64);
ASSERT_FIELD(NvDsTypeMetricsObject, id, 0, 8);
ASSERT_FIELD(NvDsTypeMetricsObject, type, 8, 8);
ASSERT_FIELD(NvDsTypeMetricsObject, count, 16, 4);
ASSERT_FIELD(NvDsTypeMetricsObject, coordinates, 24, 8);
ASSERT_FIELD(NvDsTypeMetricsObject, num_coordinates, 32, 4);
ASSERT_FIELD(NvDsTypeMetricsObject, objectIds, 40, 8);
ASSERT_FIELD(NvDsTypeMetricsObject, num_objectIds, 48, 4);
ASSERT_FIELD(NvDsTypeMetricsObject, info, 56, 8);

ASSERT_SIZE(NvDsSegmentationObject, 24);
ASSERT_FIELD(NvDsSegmentationObject, mask, 0, 8);
ASSERT_FIELD(NvDsSegmentationObject, mask_size, 8, 4);
ASSERT_FIELD(NvDsSegmentationObject, info, 16, 8);

ASSERT_SIZE(NvDsEventMsgMeta, 14040);
ASSERT_FIELD(NvDsEventMsgMeta, type, 0, 4);
ASSERT_FIELD(NvDsEventMsgMeta, objType, 4, 4);
ASSERT_FIELD(NvDsEventMsgMeta, bbox, 8, 16);
ASSERT_FIELD(NvDsEventMsgMeta, location, 24, 24);
ASSERT_FIELD(NvDsEventMsgMeta, coordinate, 48, 24);
ASSERT_FIELD(NvDsEventMsgMeta, objSignature, 72, 16);
ASSERT_FIELD(NvDsEventMsgMeta, objClassId, 88, 4);
ASSERT_FIELD(NvDsEventMsgMeta, sensorId, 92, 4);
ASSERT_FIELD(NvDsEventMsgMeta, moduleId, 96, 4);
ASSERT_FIELD(NvDsEventMsgMeta, placeId, 100, 4);
ASSERT_FIELD(NvDsEventMsgMeta, componentId, 104, 4);
ASSERT_FIELD(NvDsEventMsgMeta, frameId, 108, 4);
ASSERT_FIELD(NvDsEventMsgMeta, confidence, 112, 8);
ASSERT_FIELD(NvDsEventMsgMeta, trackingId, 120, 8);
ASSERT_FIELD(NvDsEventMsgMeta, ts, 128, 8);
ASSERT_FIELD(NvDsEventMsgMeta, objectId, 136, 8);
ASSERT_FIELD(NvDsEventMsgMeta, sensorStr, 144, 8);
ASSERT_FIELD(NvDsEventMsgMeta, entries, 152, 13600);
ASSERT_FIELD(NvDsEventMsgMeta, count, 13752, 4);
ASSERT_FIELD(NvDsEventMsgMeta, bbox3d, 13760, 8);
ASSERT_FIELD(NvDsEventMsgMeta, llm, 13768, 8);
ASSERT_FIELD(NvDsEventMsgMeta, num_interactions, 13776, 4);
ASSERT_FIELD(NvDsEventMsgMeta, interactions, 13784, 8);
ASSERT_FIELD(NvDsEventMsgMeta, num_congestions, 13792, 4);
ASSERT_FIELD(NvDsEventMsgMeta, congestions, 13800, 8);
ASSERT_FIELD(NvDsEventMsgMeta, num_fov, 13808, 4);
ASSERT_FIELD(NvDsEventMsgMeta, fov, 13816, 8);
ASSERT_FIELD(NvDsEventMsgMeta, segmentation, 13824, 8);
ASSERT_FIELD(NvDsEventMsgMeta, otherAttrs, 13832, 8);
ASSERT_FIELD(NvDsEventMsgMeta, videoPath, 13840, 8);
ASSERT_FIELD(NvDsEventMsgMeta, extMsg, 13848, 8);
ASSERT_FIELD(NvDsEventMsgMeta, extMsgSize, 13856, 4);
ASSERT_FIELD(NvDsEventMsgMeta, pose, 13864, 16);
ASSERT_FIELD(NvDsEventMsgMeta, embedding, 13880, 16);
ASSERT_FIELD(NvDsEventMsgMeta, has3DTracking, 13896, 1);
ASSERT_FIELD(NvDsEventMsgMeta, singleView3DTracking, 13904, 128);
ASSERT_FIELD(NvDsEventMsgMeta, visibility, 14032, 4);

ASSERT_SIZE(NvDsEvent, 16);
ASSERT_FIELD(NvDsEvent, eventType, 0, 4);
ASSERT_FIELD(NvDsEvent, metadata, 8, 8);

ASSERT_SIZE(NvDsCustomMsgInfo, 16);
ASSERT_FIELD(NvDsCustomMsgInfo, message, 0, 8);
ASSERT_FIELD(NvDsCustomMsgInfo, size, 8, 4);

ASSERT_SIZE(NvDsPayload, 16);
ASSERT_FIELD(NvDsPayload, payload, 0, 8);
ASSERT_FIELD(NvDsPayload, payloadSize, 8, 4);
ASSERT_FIELD(NvDsPayload, componentId, 12, 4);
