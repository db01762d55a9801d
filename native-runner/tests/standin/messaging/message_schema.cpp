// SPDX-License-Identifier: Apache-2.0
#include "tests/standin/messaging/message_schema.hpp"

#include <nlohmann/json.hpp>

// GCC 12 sees an overlap in the library's calls of std::string::replace where there is none.
#pragma GCC diagnostic ignored "-Wrestrict"
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "common/text.hpp"

namespace pipewright::standin::testing {
namespace {

const std::string kDefinitions = R"("definitions": {
    "uuid": {"type": "string", "pattern": "^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$"},
    "time": {"type": "string",
             "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z$"},
    "location": {"type": "object", "additionalProperties": false, "required": ["lat", "lon", "alt"],
      "properties": {"lat": {"type": "number"}, "lon": {"type": "number"}, "alt": {"type": "number"}}},
    "coordinate": {"type": "object", "additionalProperties": false, "required": ["x", "y", "z"],
      "properties": {"x": {"type": "number"}, "y": {"type": "number"}, "z": {"type": "number"}}},
    "part": {"type": "object", "required": ["level", "coordinate"],
      "properties": {"level": {"type": "string"}, "coordinate": {"$ref": "#/definitions/coordinate"}}},
    "place": {"type": ["object", "null"], "required": ["id", "name", "type", "location"],
      "properties": {"id": {"type": "string"}, "name": {"type": "string"}, "type": {"type": "string"},
        "location": {"$ref": "#/definitions/location"},
        "place-sub-field": {"$ref": "#/definitions/part"}, "aisle": {"$ref": "#/definitions/part"},
        "entrance": {"$ref": "#/definitions/part"}, "parkingSpot": {"$ref": "#/definitions/part"}},
      "additionalProperties": false},
    "sensor": {"type": ["object", "null"], "additionalProperties": false,
      "required": ["id", "type", "description", "location", "coordinate"],
      "properties": {"id": {"type": "string"}, "type": {"type": "string"},
        "description": {"type": "string"}, "location": {"$ref": "#/definitions/location"},
        "coordinate": {"$ref": "#/definitions/coordinate"}}},
    "analyticsModule": {"type": ["object", "null"], "additionalProperties": false,
      "required": ["id", "description", "source", "version"],
      "properties": {"id": {"type": "string"}, "description": {"type": "string"},
        "source": {"type": "string"}, "version": {"type": "string"}}},
    "bbox": {"type": "object", "additionalProperties": false,
      "required": ["topleftx", "toplefty", "bottomrightx", "bottomrighty"],
      "properties": {"topleftx": {"type": "integer"}, "toplefty": {"type": "integer"},
        "bottomrightx": {"type": "integer"}, "bottomrighty": {"type": "integer"}}},
    "object": {"type": "object",
      "required": ["id", "speed", "direction", "orientation", "bbox", "location", "coordinate"],
      "properties": {"id": {"type": "string", "pattern": "^[0-9]+$"}, "speed": {"type": "number"},
        "direction": {"type": "number"}, "orientation": {"type": "number"},
        "bbox": {"$ref": "#/definitions/bbox"}, "location": {"type": "object"},
        "coordinate": {"type": "object"}}},
    "event": {"type": "object", "additionalProperties": false, "required": ["id", "type"],
      "properties": {"id": {"$ref": "#/definitions/uuid"}, "type": {"type": "string"}}}
  })";

const std::string kFullMembers =
    R"("messageid": {"$ref": "#/definitions/uuid"}, "mdsversion": {"enum": ["1.0"]},
    "@timestamp": {"$ref": "#/definitions/time"}, "place": {"$ref": "#/definitions/place"},
    "sensor": {"$ref": "#/definitions/sensor"},
    "analyticsModule": {"$ref": "#/definitions/analyticsModule"},
    "object": {"$ref": "#/definitions/object"}, "event": {"$ref": "#/definitions/event"},
    "videoPath": {"type": "string"})";

const std::string kFullRequired =
    R"("required": ["messageid", "mdsversion", "@timestamp", "place", "sensor", "analyticsModule",
    "object", "event", "videoPath"])";
}  // namespace

const std::string kFullFrameSchema = concat(
    "{", kDefinitions, R"(, "type": "object", "additionalProperties": false, "properties": {)",
    kFullMembers, R"(, "customMessage": {"type": "array", "items": {"type": "string"}}},)",
    kFullRequired, "}");

const std::string kFullEventSchema = concat(
    "{", kDefinitions, R"(, "type": "object", "additionalProperties": false, "properties": {)",
    kFullMembers, "},", kFullRequired, "}");

const std::string kMinimalSchema =
    concat("{", kDefinitions, R"(, "type": "object", "additionalProperties": false, "properties": {
      "version": {"enum": ["4.0"]}, "id": {"type": "string", "pattern": "^[0-9]+$"},
      "@timestamp": {"$ref": "#/definitions/time"}, "sensorId": {"type": "string"},
      "objects": {"type": "array", "items": {"type": "string"}},
      "masks": {"type": "array", "items": {"type": "string"}},
      "customMessage": {"type": "array", "items": {"type": "string"}}},
      "required": ["version", "id", "@timestamp", "sensorId", "objects"]})");

std::string schema_violations(const std::string& message, const std::string& schema) {
  const auto schema_json = nlohmann::json::parse(schema);
  const auto json = nlohmann::json::parse(message);
  valijson::Schema parsed;
  valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_json),
                                          parsed);
  valijson::ValidationResults results;
  valijson::Validator validator;
  validator.validate(parsed, valijson::adapters::NlohmannJsonAdapter(json), &results);
  std::string violations;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    for (const std::string& step : error.context) violations += step;
    violations += ": " + error.description + "\n";
  }
  return violations;
}

}  // namespace pipewright::standin::testing
