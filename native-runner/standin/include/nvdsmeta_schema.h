// SPDX-License-Identifier: Apache-2.0
// Events, what they may describe, and the messages made of them: names and layout of DeepStream
// 9.1's public header. Events hang on frames as user metas of type NVDS_EVENT_MSG_META, messages as
// NVDS_PAYLOAD_META, free texts as NVDS_CUSTOM_MSG_BLOB.
//
// Pointers belong to whoever made the event, who frees them in the user meta's release_func.
#ifndef PIPEWRIGHT_NVDSMETA_SCHEMA_H
#define PIPEWRIGHT_NVDSMETA_SCHEMA_H

#include <glib.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What happened to an object. */
typedef enum NvDsEventType {
  NVDS_EVENT_ENTRY,
  NVDS_EVENT_EXIT,
  NVDS_EVENT_MOVING,
  NVDS_EVENT_STOPPED,
  NVDS_EVENT_EMPTY,
  NVDS_EVENT_PARKED,
  NVDS_EVENT_RESET,
  NVDS_EVENT_RESERVED = 0x100,
  NVDS_EVENT_CUSTOM = 0x101,
  NVDS_EVENT_FORCE32 = 0x7FFFFFFF
} NvDsEventType;

/** Says what extMsg of an event points to; _EXT kinds have a mask. */
typedef enum NvDsObjectType {
  NVDS_OBJECT_TYPE_VEHICLE,
  NVDS_OBJECT_TYPE_PERSON,
  NVDS_OBJECT_TYPE_FACE,
  NVDS_OBJECT_TYPE_BAG,
  NVDS_OBJECT_TYPE_BICYCLE,
  NVDS_OBJECT_TYPE_ROADSIGN,
  NVDS_OBJECT_TYPE_VEHICLE_EXT,
  NVDS_OBJECT_TYPE_PERSON_EXT,
  NVDS_OBJECT_TYPE_FACE_EXT,
  NVDS_OBJECT_TYPE_3D,
  NVDS_OBJECT_TYPE_DUMMY,
  NVDS_OBJECT_TYPE_PRODUCT,
  NVDS_OBJECT_TYPE_PRODUCT_EXT,
  NVDS_OBJECT_TYPE_RESERVED = 0x100,
  NVDS_OBJECT_TYPE_CUSTOM = 0x101,
  NVDS_OBJECT_TYPE_UNKNOWN = 0x102,
  NVDS_OBEJCT_TYPE_FORCE32 = 0x7FFFFFFF
} NvDsObjectType;

/** How a message is written. */
typedef enum NvDsPayloadType {
  NVDS_PAYLOAD_DEEPSTREAM,           ///< JSON, one object a message
  NVDS_PAYLOAD_DEEPSTREAM_MINIMAL,   ///< JSON, one frame a message
  NVDS_PAYLOAD_DEEPSTREAM_PROTOBUF,  ///< protobuf, one frame a message
  NVDS_PAYLOAD_RESERVED = 0x100,
  NVDS_PAYLOAD_CUSTOM = 0x101,  ///< by a library of the user
  NVDS_PAYLOAD_FORCE32 = 0x7FFFFFFF
} NvDsPayloadType;

/** Box in pixels. */
typedef struct NvDsRect {
  float top;
  float left;
  float width;
  float height;
} NvDsRect;

/** Place on earth: degrees, metres. */
typedef struct NvDsGeoLocation {
  gdouble lat;
  gdouble lon;
  gdouble alt;
} NvDsGeoLocation;

/** Place in a system of the user's own. */
typedef struct NvDsCoordinate {
  gdouble x;
  gdouble y;
  gdouble z;
} NvDsCoordinate;

/** Feature vector. */
typedef struct NvDsObjectSignature {
  gdouble* signature;
  guint size;  ///< numbers in signature
} NvDsObjectSignature;

/** Product with a mask: a list of GArray of gdouble, x and y in turn. */
typedef struct NvDsProductObjectExt {
  gchar* brand;
  gchar* type;
  gchar* shape;
  GList* mask;
} NvDsProductObjectExt;

/** Vehicle. */
typedef struct NvDsVehicleObject {
  gchar* type;
  gchar* make;
  gchar* model;
  gchar* color;
  gchar* region;  ///< of the licence
  gchar* license;
} NvDsVehicleObject;

/** Person. */
typedef struct NvDsPersonObject {
  gchar* gender;
  gchar* hair;
  gchar* cap;
  gchar* apparel;
  guint age;  ///< years
} NvDsPersonObject;

/** Face. */
typedef struct NvDsFaceObject {
  gchar* gender;
  gchar* hair;
  gchar* cap;
  gchar* glasses;
  gchar* facialhair;
  gchar* name;
  gchar* eyecolor;
  guint age;  ///< years
} NvDsFaceObject;

/** Vehicle with a mask. */
typedef struct NvDsVehicleObjectExt {
  gchar* type;
  gchar* make;
  gchar* model;
  gchar* color;
  gchar* region;
  gchar* license;
  GList* mask;
} NvDsVehicleObjectExt;

/** Person with a mask. */
typedef struct NvDsPersonObjectExt {
  gchar* gender;
  gchar* hair;
  gchar* cap;
  gchar* apparel;
  guint age;
  GList* mask;
} NvDsPersonObjectExt;

/** Face with a mask. */
typedef struct NvDsFaceObjectWithExt {
  gchar* gender;
  gchar* hair;
  gchar* cap;
  gchar* glasses;
  gchar* facialhair;
  gchar* name;
  gchar* eyecolor;
  guint age;
  GList* mask;
} NvDsFaceObjectExt;

/** One joint of a body, pixels. */
typedef struct NvDsJoint {
  float x;
  float y;
  float z;
  float confidence;
} NvDsJoint;

/** Pose of a body. */
typedef struct NvDsJoints {
  NvDsJoint* joints;
  int num_joints;
  int pose_type;  ///< 0: 2D, 1: 2.5D, 2: 3D
} NvDsJoints;

/** Output of an embedding model. */
typedef struct NvDsEmbedding {
  float* embedding_vector;
  guint embedding_length;
} NvDsEmbedding;

/** Product. */
typedef struct NvDsProductObject {
  gchar* brand;
  gchar* type;
  gchar* shape;
} NvDsProductObject;

/** Hull around an object in the frame. */
typedef struct NvDsConvexHull {
  gint* points;     ///< x and y in turn
  guint numFilled;  ///< points
} NvDsConvexHull;

/** Box in space. */
typedef struct _NvDsBbox3dObject {
  float boxes_3d[12];
  float scores_3d;
  gchar* labels_3d;
  gchar* embedding_filter;
  float cls_scores;
  guint instance_ids;
  NvDsEmbedding* instance_feats;
  gchar* ocr_label;
} NvDsBbox3dObject;

#define MAX_SOURCE_ID_LEN 128
/** When a source took its picture. */
typedef struct {
  gchar source_id[MAX_SOURCE_ID_LEN];
  guint64 timestamp;  ///< ns
} SourceTimePair;

#define MAX_NUM_OBJECTS 600
#define MAX_ENTRIES 100
/** Boxes in space of one moment. */
typedef struct _NvDsBbox3dObjectList {
  NvDsBbox3dObject objects[MAX_NUM_OBJECTS];
  guint num_objects;
  guint64 timestamp;
  gint frame_num;
  guint camera_id;
  gchar* sensorStr;
  SourceTimePair entries[MAX_ENTRIES];
  int count;  ///< entries used
} NvDsBbox3dObjectList;

/** What tracking in space with one camera gives. */
typedef struct NvDs3DTracking {
  gfloat ptWorldFeet[2];
  gfloat ptImgFeet[2];
  NvDsConvexHull convexHull;
  NvDsBbox3dObject bbox3d;
} NvDs3DTracking;

/** Question to a language model, and its answer. */
typedef struct {
  gchar* id;
  gchar* query;
  gchar* response;
} NvDsConversationObject;

/** Results of a language model. */
typedef struct {
  GHashTable* info;
  NvDsConversationObject* conversations;
  guint num_conversations;
  NvDsEmbedding* embeddings;
  guint num_embeddings;
} NvDsLLMObject;

/** Objects that have to do with each other. */
typedef struct {
  gchar* id;
  gchar** objectIds;
  guint num_objectIds;
  NvDsCoordinate* coordinates;
  guint num_coordinates;
  gchar* description;
  GHashTable* info;
  gint64 timestamp;
} NvDsInteractionObject;

/** Objects in each other's way. */
typedef struct {
  gchar* id;
  gchar** objectIds;
  guint num_objectIds;
  float amount;
  GHashTable* info;
  gint64 timestamp;
} NvDsCongestionObject;

/** Counts of a kind of object. */
typedef struct {
  gchar* id;
  gchar* type;
  gint32 count;
  NvDsCoordinate* coordinates;
  guint num_coordinates;
  gchar** objectIds;
  guint num_objectIds;
  GHashTable* info;
} NvDsTypeMetricsObject;

/** Class of each pixel. */
typedef struct {
  gint32* mask;
  guint mask_size;
  GHashTable* info;
} NvDsSegmentationObject;

/** One event. */
typedef struct NvDsEventMsgMeta {
  NvDsEventType type;
  NvDsObjectType objType;
  NvDsRect bbox;
  NvDsGeoLocation location;
  NvDsCoordinate coordinate;
  NvDsObjectSignature objSignature;
  gint objClassId;
  gint sensorId;     ///< section sensor<id> of nvmsgconv's file
  gint moduleId;     ///< section analytics<id>
  gint placeId;      ///< section place<id>
  gint componentId;  ///< who made the event
  gint frameId;
  gdouble confidence;
  guint64 trackingId;
  gchar* ts;         ///< RFC 3339
  gchar* objectId;   ///< name of an object's kind, for NVDS_OBJECT_TYPE_UNKNOWN
  gchar* sensorStr;  ///< instead of sensorId
  SourceTimePair entries[MAX_ENTRIES];
  int count;
  NvDsBbox3dObject* bbox3d;
  NvDsLLMObject* llm;
  gint num_interactions;
  NvDsInteractionObject* interactions;
  gint num_congestions;
  NvDsCongestionObject* congestions;
  gint num_fov;
  NvDsTypeMetricsObject* fov;
  NvDsSegmentationObject* segmentation;
  gchar* otherAttrs;
  gchar* videoPath;
  gpointer extMsg;  ///< as objType says
  guint extMsgSize;
  NvDsJoints pose;
  NvDsEmbedding embedding;
  bool has3DTracking;
  NvDs3DTracking singleView3DTracking;
  gfloat visibility;
} NvDsEventMsgMeta;

/** Event as payload libraries get it. */
typedef struct _NvDsEvent {
  NvDsEventType eventType;
  NvDsEventMsgMeta* metadata;
} NvDsEvent;

/** Text of the user's for the messages of a frame. */
typedef struct _NvDsCustomMsgInfo {
  void* message;
  guint size;  ///< bytes
} NvDsCustomMsgInfo;

/** A message ready to be sent. */
typedef struct NvDsPayload {
  gpointer payload;
  guint payloadSize;  ///< bytes
  guint componentId;  ///< comp-id of the nvmsgconv that made it
} NvDsPayload;

#ifdef __cplusplus
}
#endif

#endif
