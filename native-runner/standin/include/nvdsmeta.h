// SPDX-License-Identifier: Apache-2.0
// Metadata of a batch: names, layout and functions of DeepStream 9.1's public API, for what the
// stand-in covers (batch, frame, object, classifier, label, display and user meta; regions of
// interest are in nvds_roi_meta.h, audio is not there).
//
// Ownership: a batch owns pools, and every meta comes from a pool of the batch that it is added to.
// Removing a meta, or clearing a list, gives the meta and everything below it back to the pools and
// frees what it points to (texts, masks, user data through its release_func). font_name,
// classifier_type and the sensor texts are only borrowed: they have to outlive the metas.
//
// Threads: the functions lock the batch. Who walks or edits the lists itself while other threads
// may do so too takes nvds_acquire_meta_lock (recursive) around it.
#ifndef PIPEWRIGHT_NVDSMETA_H
#define PIPEWRIGHT_NVDSMETA_H

#include <glib.h>
#include <stdbool.h>

#include "nvll_osd_struct.h"

#ifdef __cplusplus
extern "C" {
#endif

#define MAX_USER_FIELDS 4
#define MAX_RESERVED_FIELDS 4
#define MAX_LABEL_SIZE 128
#define MAX_ELEMENTS_IN_DISPLAY_META 16
#define UNTRACKED_OBJECT_ID 0xFFFFFFFFFFFFFFFF

typedef GList NvDsMetaList;
typedef GList NvDsFrameMetaList;
typedef GList NvDsUserMetaList;
typedef GList NvDsObjectMetaList;
typedef GList NvDisplayMetaList;
typedef GList NvDsClassifierMetaList;
typedef GList NvDsLabelInfoList;

/** A region of a frame; nvds_roi_meta.h has its members. */
typedef struct NvDsRoiMeta NvDsRoiMeta;

/** Copies the data of a meta. For user metas `data` is the NvDsUserMeta and the result its new
 * user_meta_data. */
typedef gpointer (*NvDsMetaCopyFunc)(gpointer data, gpointer user_data);
/** Frees the data of a meta. For user metas `data` is the NvDsUserMeta. */
typedef void (*NvDsMetaReleaseFunc)(gpointer data, gpointer user_data);

/** Kinds of metadata. */
typedef enum {
  NVDS_INVALID_META = -1,
  NVDS_BATCH_META = 1,
  NVDS_FRAME_META = 2,
  NVDS_OBJ_META = 3,
  NVDS_DISPLAY_META = 4,
  NVDS_CLASSIFIER_META = 5,
  NVDS_LABEL_INFO_META = 6,
  NVDS_USER_META = 7,
  NVDS_PAYLOAD_META = 8,
  NVDS_EVENT_MSG_META = 9,
  NVDS_OPTICAL_FLOW_META = 10,
  NVDS_LATENCY_MEASUREMENT_META = 11,
  NVDSINFER_TENSOR_OUTPUT_META = 12,
  NVDSINFER_SEGMENTATION_META = 13,
  NVDS_CROP_IMAGE_META = 14,
  NVDS_TRACKER_PAST_FRAME_META = 15,
  NVDS_TRACKER_BATCH_REID_META = 16,
  NVDS_TRACKER_OBJ_REID_META = 17,
  NVDS_TRACKER_TERMINATED_LIST_META = 18,
  NVDS_TRACKER_SHADOW_LIST_META = 19,
  NVDS_OBJ_VISIBILITY = 20,
  NVDS_OBJ_IMAGE_FOOT_LOCATION = 21,
  NVDS_OBJ_WORLD_FOOT_LOCATION = 22,
  NVDS_OBJ_IMAGE_CONVEX_HULL = 23,
  NVDS_OBJ_3D_META = 24,
  NVDS_AUDIO_BATCH_META = 25,
  NVDS_AUDIO_FRAME_META = 26,
  NVDS_PREPROCESS_FRAME_META = 27,
  NVDS_PREPROCESS_BATCH_META = 28,
  NVDS_CUSTOM_MSG_BLOB = 29,
  NVDS_ROI_META = 30,
  NVDS_CUSTOM_MSG_SPARSE4D = 31,
  NVDS_FRAME_META_NVDSANALYTICS = 32,
  NVDS_OBJ_META_NVDSANALYTICS = 33,
  NVDS_RESERVED_META = 4095,
  NVDS_GST_CUSTOM_META = 4096,
  NVDS_START_USER_META = 8193,
  NVDS_FORCE32_META = 0x7fffffff,
} NvDsMetaType;

/** Box of one component. */
typedef struct _NvDsComp_BboxInfo {
  NvBbox_Coords org_bbox_coords;  ///< box
} NvDsComp_BboxInfo;

/** Sensor description; the texts belong to whoever set them. */
typedef struct _NvDsSensorInfo_meta {
  guint source_id;         ///< source number
  const gchar* uri;        ///< address
  const gchar* sensor_id;  ///< sensor id text
  const gchar* sensor_name;
} NvDsSensorInfo_meta;

/** Pool of reusable metas. */
typedef struct _NvDsMetaPool {
  NvDsMetaType meta_type;            ///< kind held
  guint max_elements_in_pool;        ///< capacity
  guint element_size;                ///< bytes per meta
  guint num_empty_elements;          ///< free metas
  guint num_full_elements;           ///< metas in use
  NvDsMetaList* empty_list;          ///< free list
  NvDsMetaList* full_list;           ///< used list
  NvDsMetaCopyFunc copy_func;        ///< copies a meta
  NvDsMetaReleaseFunc release_func;  ///< releases a meta
} NvDsMetaPool;

/** Common head of every meta. */
typedef struct _NvDsBaseMeta {
  struct _NvDsBatchMeta* batch_meta;  ///< owner batch
  NvDsMetaType meta_type;             ///< NvDsMetaType value
  void* uContext;                     ///< user pointer
  NvDsMetaCopyFunc copy_func;         ///< copies user data
  NvDsMetaReleaseFunc release_func;   ///< frees user data
} NvDsBaseMeta;

/** One batch, attached by the mux. */
typedef struct _NvDsBatchMeta {
  NvDsBaseMeta base_meta;                   ///< common head
  guint max_frames_in_batch;                ///< capacity
  guint num_frames_in_batch;                ///< frames now
  NvDsMetaPool* frame_meta_pool;            ///< frame pool
  NvDsMetaPool* obj_meta_pool;              ///< object pool
  NvDsMetaPool* classifier_meta_pool;       ///< classifier pool
  NvDsMetaPool* display_meta_pool;          ///< display pool
  NvDsMetaPool* user_meta_pool;             ///< user pool
  NvDsMetaPool* label_info_meta_pool;       ///< label pool
  NvDsFrameMetaList* frame_meta_list;       ///< frames
  NvDsUserMetaList* batch_user_meta_list;   ///< user metas of the batch
  GRecMutex meta_mutex;                     ///< recursive lock for changes
  gint64 misc_batch_info[MAX_USER_FIELDS];  ///< free slots
  gint64 reserved[MAX_RESERVED_FIELDS];     ///< kept back
} NvDsBatchMeta;

/** One frame of a batch. */
typedef struct _NvDsFrameMeta {
  NvDsBaseMeta base_meta;                   ///< common head
  guint pad_index;                          ///< mux pad number
  guint batch_id;                           ///< slot in the batch surface
  gint frame_num;                           ///< frame number of the source
  guint64 buf_pts;                          ///< buffer time, ns
  guint64 ntp_timestamp;                    ///< wall clock time, ns
  guint source_id;                          ///< source number
  gint num_surfaces_per_frame;              ///< surfaces of the frame
  guint source_frame_width;                 ///< width before the mux
  guint source_frame_height;                ///< height before the mux
  guint surface_type;                       ///< NvDsSurfaceType
  guint surface_index;                      ///< surface number
  guint num_obj_meta;                       ///< objects
  gboolean bInferDone;                      ///< inference ran on this frame
  NvDsObjectMetaList* obj_meta_list;        ///< objects
  NvDisplayMetaList* display_meta_list;     ///< things to draw
  NvDsUserMetaList* frame_user_meta_list;   ///< user metas
  gint64 misc_frame_info[MAX_USER_FIELDS];  ///< free slots
  guint pipeline_width;                     ///< width after the mux
  guint pipeline_height;                    ///< height after the mux
  NvDsSensorInfo_meta sensorInfo_meta;      ///< sensor data from nvmultiurisrcbin
  gint64 reserved[MAX_RESERVED_FIELDS];     ///< kept back
} NvDsFrameMeta;

/** One detected object. */
typedef struct _NvDsObjectMeta {
  NvDsBaseMeta base_meta;                ///< common head
  struct _NvDsObjectMeta* parent;        ///< parent object or null
  gint unique_component_id;              ///< id of the detector
  gint class_id;                         ///< class number
  guint64 object_id;                     ///< tracking id; UNTRACKED_OBJECT_ID before tracking
  NvDsComp_BboxInfo detector_bbox_info;  ///< box from the detector
  NvDsComp_BboxInfo tracker_bbox_info;   ///< box from the tracker
  gfloat confidence;  ///< detector confidence; -0.1 with group-rectangle clustering or for
                      ///< tracker-only objects
  gfloat tracker_confidence;
  NvOSD_RectParams rect_params;                  ///< box to draw and use
  NvOSD_MaskParams mask_params;                  ///< instance mask
  NvOSD_TextParams text_params;                  ///< label to draw
  gchar obj_label[MAX_LABEL_SIZE];               ///< class text
  NvDsClassifierMetaList* classifier_meta_list;  ///< classifier results
  NvDsUserMetaList* obj_user_meta_list;          ///< user metas
  gint64 misc_obj_info[MAX_USER_FIELDS];         ///< free slots
  gint64 reserved[MAX_RESERVED_FIELDS];          ///< kept back
} NvDsObjectMeta;

/** Result of one classifier. */
typedef struct _NvDsClassifierMeta {
  NvDsBaseMeta base_meta;              ///< common head
  guint num_labels;                    ///< labels
  gint unique_component_id;            ///< id of the classifier
  NvDsLabelInfoList* label_info_list;  ///< labels
  const gchar* classifier_type;        ///< name from classifier-type; not owned
} NvDsClassifierMeta;

/** One label. */
typedef struct _NvDsLabelInfo {
  NvDsBaseMeta base_meta;              ///< common head
  guint num_classes;                   ///< classes of the label
  gchar result_label[MAX_LABEL_SIZE];  ///< text, short
  gchar* pResult_label;                ///< text, long
  guint result_class_id;               ///< class number
  guint label_id;                      ///< label number
  gfloat result_prob;                  ///< probability
} NvDsLabelInfo;

/** Shapes to draw, up to 16 of each kind. */
typedef struct _NvDsDisplayMeta {
  NvDsBaseMeta base_meta;                                          ///< common head
  guint num_rects;                                                 ///< boxes used
  guint num_labels;                                                ///< texts used
  guint num_lines;                                                 ///< lines used
  guint num_arrows;                                                ///< arrows used
  guint num_circles;                                               ///< circles used
  NvOSD_RectParams rect_params[MAX_ELEMENTS_IN_DISPLAY_META];      ///< boxes
  NvOSD_TextParams text_params[MAX_ELEMENTS_IN_DISPLAY_META];      ///< texts
  NvOSD_LineParams line_params[MAX_ELEMENTS_IN_DISPLAY_META];      ///< lines
  NvOSD_ArrowParams arrow_params[MAX_ELEMENTS_IN_DISPLAY_META];    ///< arrows
  NvOSD_CircleParams circle_params[MAX_ELEMENTS_IN_DISPLAY_META];  ///< circles
  gint64 misc_osd_data[MAX_USER_FIELDS];                           ///< free slots
  gint64 reserved[MAX_RESERVED_FIELDS];                            ///< kept back
} NvDsDisplayMeta;

/** Carrier of user data. */
typedef struct _NvDsUserMeta {
  NvDsBaseMeta base_meta;  ///< common head
  void* user_meta_data;    ///< the data
} NvDsUserMeta;

/** Locks the metadata of a batch; recursive. */
void nvds_acquire_meta_lock(NvDsBatchMeta* batch_meta);
/** Undoes one nvds_acquire_meta_lock. */
void nvds_release_meta_lock(NvDsBatchMeta* batch_meta);

/** A new, empty batch for up to max_batch_size frames; 0 gives null. */
NvDsBatchMeta* nvds_create_batch_meta(guint max_batch_size);
/** Frees a batch and all metas in it; FALSE for null. */
gboolean nvds_destroy_batch_meta(NvDsBatchMeta* batch_meta);
/** Deep copy of a batch, as NvDsMetaCopyFunc. User metas without a copy_func are left out. */
gpointer nvds_batch_meta_copy_func(gpointer data, gpointer user_data);
/** nvds_destroy_batch_meta as NvDsMetaReleaseFunc. */
void nvds_batch_meta_release_func(gpointer data, gpointer user_data);

/** Metas out of the batch's pools: zeroed, of the right meta_type, never null for a batch. Add each
 * to something. */
NvDsFrameMeta* nvds_acquire_frame_meta_from_pool(NvDsBatchMeta* batch_meta);
NvDsObjectMeta* nvds_acquire_obj_meta_from_pool(NvDsBatchMeta* batch_meta);
NvDsClassifierMeta* nvds_acquire_classifier_meta_from_pool(NvDsBatchMeta* batch_meta);
NvDsLabelInfo* nvds_acquire_label_info_meta_from_pool(NvDsBatchMeta* batch_meta);
NvDsDisplayMeta* nvds_acquire_display_meta_from_pool(NvDsBatchMeta* batch_meta);
NvDsUserMeta* nvds_acquire_user_meta_from_pool(NvDsBatchMeta* batch_meta);

/** Append a meta to the list of what it belongs to. */
void nvds_add_frame_meta_to_batch(NvDsBatchMeta* batch_meta, NvDsFrameMeta* frame_meta);
void nvds_add_obj_meta_to_frame(NvDsFrameMeta* frame_meta, NvDsObjectMeta* obj_meta,
                                NvDsObjectMeta* obj_parent);
void nvds_add_classifier_meta_to_object(NvDsObjectMeta* obj_meta,
                                        NvDsClassifierMeta* classifier_meta);
void nvds_add_label_info_meta_to_classifier(NvDsClassifierMeta* classifier_meta,
                                            NvDsLabelInfo* label_info_meta);
void nvds_add_display_meta_to_frame(NvDsFrameMeta* frame_meta, NvDsDisplayMeta* display_meta);
void nvds_add_user_meta_to_batch(NvDsBatchMeta* batch_meta, NvDsUserMeta* user_meta);
void nvds_add_user_meta_to_frame(NvDsFrameMeta* frame_meta, NvDsUserMeta* user_meta);
void nvds_add_user_meta_to_obj(NvDsObjectMeta* obj_meta, NvDsUserMeta* user_meta);

/** Note a meta at a region of nvdspreprocess as well; the region only borrows it. */
void nvds_add_classifier_meta_to_roi(NvDsRoiMeta* roi_meta, NvDsClassifierMeta* classifier_meta);
void nvds_add_user_meta_to_roi(NvDsRoiMeta* roi_meta, NvDsUserMeta* user_meta);

/** Take a meta out of its list and give it, and all below it, back to the pools. Objects whose
 * parent goes lose the parent, not themselves. */
void nvds_remove_frame_meta_from_batch(NvDsBatchMeta* batch_meta, NvDsFrameMeta* frame_meta);
void nvds_remove_obj_meta_from_frame(NvDsFrameMeta* frame_meta, NvDsObjectMeta* obj_meta);
void nvds_remove_classifier_meta_from_obj(NvDsObjectMeta* obj_meta,
                                          NvDsClassifierMeta* classifier_meta);
void nvds_remove_label_info_meta_from_classifier(NvDsClassifierMeta* classifier_meta,
                                                 NvDsLabelInfo* label_info_meta);
void nvds_remove_display_meta_from_frame(NvDsFrameMeta* frame_meta, NvDsDisplayMeta* display_meta);
void nvds_remove_user_meta_from_batch(NvDsBatchMeta* batch_meta, NvDsUserMeta* user_meta);
void nvds_remove_user_meta_from_frame(NvDsFrameMeta* frame_meta, NvDsUserMeta* user_meta);
void nvds_remove_user_meta_from_object(NvDsObjectMeta* obj_meta, NvDsUserMeta* user_meta);

/** Remove all metas of a list; `meta_list` has to be the owner's list. */
void nvds_clear_frame_meta_list(NvDsBatchMeta* batch_meta, NvDsFrameMetaList* meta_list);
void nvds_clear_obj_meta_list(NvDsFrameMeta* frame_meta, NvDsObjectMetaList* meta_list);
void nvds_clear_classifier_meta_list(NvDsObjectMeta* obj_meta, NvDsClassifierMetaList* meta_list);
void nvds_clear_label_info_meta_list(NvDsClassifierMeta* classifier_meta,
                                     NvDsLabelInfoList* meta_list);
void nvds_clear_display_meta_list(NvDsFrameMeta* frame_meta, NvDisplayMetaList* meta_list);
void nvds_clear_batch_user_meta_list(NvDsBatchMeta* batch_meta, NvDsUserMetaList* meta_list);
void nvds_clear_frame_user_meta_list(NvDsFrameMeta* frame_meta, NvDsUserMetaList* meta_list);
void nvds_clear_obj_user_meta_list(NvDsObjectMeta* object_meta, NvDsUserMetaList* meta_list);

/** Copy the values of one meta and all below it into a fresh one (acquired from the target batch's
 * pool). */
void nvds_copy_frame_meta(NvDsFrameMeta* src_frame_meta, NvDsFrameMeta* dst_frame_meta);
void nvds_copy_obj_meta(NvDsObjectMeta* src_object_meta, NvDsObjectMeta* dst_object_meta);
void nvds_copy_classifier_meta(NvDsClassifierMeta* src_classifier_meta,
                               NvDsClassifierMeta* dst_classifier_meta);
void nvds_copy_label_info_meta(NvDsLabelInfo* src_label_info, NvDsLabelInfo* dst_label_info);
void nvds_copy_display_meta(NvDsDisplayMeta* src_display_meta, NvDsDisplayMeta* dst_display_meta);

/** Append deep copies of all metas of a list to the target; parents among copied objects stay
 * parents. */
void nvds_copy_frame_meta_list(NvDsFrameMetaList* src_frame_meta_list,
                               NvDsBatchMeta* dst_batch_meta);
void nvds_copy_obj_meta_list(NvDsObjectMetaList* src_obj_meta_list, NvDsFrameMeta* dst_frame_meta);
void nvds_copy_classification_list(NvDsClassifierMetaList* src_classifier_meta_list,
                                   NvDsObjectMeta* dst_object_meta);
void nvds_copy_label_info_list(NvDsLabelInfoList* src_label_info_list,
                               NvDsClassifierMeta* dst_classifier_meta);
void nvds_copy_display_meta_list(NvDisplayMetaList* src_display_meta_list,
                                 NvDsFrameMeta* dst_frame_meta);
void nvds_copy_batch_user_meta_list(NvDsUserMetaList* src_user_meta_list,
                                    NvDsBatchMeta* dst_batch_meta);
void nvds_copy_frame_user_meta_list(NvDsUserMetaList* src_user_meta_list,
                                    NvDsFrameMeta* dst_frame_meta);
void nvds_copy_obj_user_meta_list(NvDsUserMetaList* src_user_meta_list,
                                  NvDsObjectMeta* dst_object_meta);

/** The index-th frame of a list, or null. */
NvDsFrameMeta* nvds_get_nth_frame_meta(NvDsFrameMetaList* frame_meta_list, guint index);
/** A process-wide number for a user meta's name ("VENDOR.GROUP.KIND"): the same name gives the same
 * number. */
NvDsMetaType nvds_get_user_meta_type(gchar* meta_descriptor);

#ifdef __cplusplus
}
#endif

#endif
