// SPDX-License-Identifier: Apache-2.0
#include "engine/flow_json.hpp"

#include <cmath>

#include "engine/flow_sheet.hpp"
#include "engine/json.hpp"
#include "engine/linked_json.hpp"
#include "engine/trace_json.hpp"

namespace pelf::engine {
namespace {

/// Whether a flow is of one coin ledger, or what there is to say of several.
enum class FlowSort : std::uint8_t { coins, linked };

std::int64_t pixels(double length) {
    return std::llround(length);
}

boost::json::array texts(const std::vector<std::string>& lines) {
    return boost::json::array(lines.begin(), lines.end());
}

boost::json::object node_object(const SheetBox& box, FlowSort sort) {
    boost::json::object object{{"id", box.id},
                               {"kind", box.kind},
                               {"name", or_null(box.name)},
                               {"reference", or_null(box.reference)},
                               {"account", or_null(box.account)},
                               {"listed", box.look.listed},
                               {"amount", or_null(box.amount)},
                               {"asset", or_null(box.asset)},
                               {"time", or_null(box.time)},
                               {"last_time", or_null(box.last_time)},
                               {"transactions", box.transactions}};
    if (sort == FlowSort::coins) return object;
    object["ledger"] = or_null(box.ledger);
    object["amount_text"] = box.look.amount;
    object["remarks"] = texts(box.look.remarks);
    object["origins"] = origin_array(box.origins);
    object["standing"] = nullptr;
    if (box.standing) object["standing"] = model::to_string(*box.standing);
    return object;
}

boost::json::object line_object(const FlowSheet& sheet, const SheetLine& line, FlowSort sort) {
    constexpr double kWhole = 1e8;
    boost::json::object object{{"from", sheet.boxes[line.from].id},
                               {"to", sheet.boxes[line.to].id},
                               {"amount", or_null(line.amount)},
                               {"asset", or_null(line.asset)},
                               {"share_e8", std::llround(line.share * kWhole)},
                               {"streams", line.streams},
                               {"full", line.full}};
    if (sort == FlowSort::coins) return object;
    object["hops"] = or_null(line.hops);
    object["origins"] = origin_array(line.origins);
    return object;
}

boost::json::value flow_value(const FlowSheet& sheet, FlowSort sort, const Program& dot) {
    const auto layout = lay_out(sheet, LineLabels::none, dot);
    if (!layout) return {{"problem", layout.error().message}};
    boost::json::array nodes;
    for (std::size_t i = 0; i < sheet.boxes.size(); ++i) {
        const FlowBox& size = sheet.boxes[i].look;
        boost::json::object object = node_object(sheet.boxes[i], sort);
        object["x"] = pixels(layout->boxes[i].x - size.width / 2);
        object["y"] = pixels(layout->boxes[i].y - size.height / 2);
        object["width"] = pixels(size.width);
        object["height"] = pixels(size.height);
        nodes.push_back(std::move(object));
    }
    boost::json::array lines;
    for (std::size_t i = 0; i < sheet.lines.size(); ++i) {
        boost::json::object object = line_object(sheet, sheet.lines[i], sort);
        boost::json::array points;
        for (const Point& point : layout->lines[i].curve) {
            points.push_back(boost::json::array{pixels(point.x), pixels(point.y)});
        }
        object["points"] = std::move(points);
        lines.push_back(std::move(object));
    }
    return {{"policy", sheet.policy},
            {"width", pixels(layout->width)},
            {"height", pixels(layout->height)},
            {"summarised", sheet.summarised},
            {"fees_left_out", sheet.fees_left_out},
            {"notes", texts(sheet.notes)},
            {"nodes", std::move(nodes)},
            {"lines", std::move(lines)}};
}

}  // namespace

std::string to_json_with_flow(const TraceAnswer& answer, const Program& dot) {
    boost::json::object document = to_json_object(answer);
    document["flow"] = nullptr;
    if (answer.flow) document["flow"] = flow_value(sheet_of(answer), FlowSort::coins, dot);
    return pretty(document);
}

std::string to_json_with_flow(const LinkedAnswer& answer, std::uint32_t nodes_max,
                              const Program& dot) {
    boost::json::object document = to_json_object(answer);
    document["flow"] = nullptr;
    if (const LinkedPolicy* policy = drawn_policy(answer); policy != nullptr) {
        document["flow"] = flow_value(sheet_of(answer, *policy, nodes_max), FlowSort::linked, dot);
    }
    return pretty(document);
}

}  // namespace pelf::engine
