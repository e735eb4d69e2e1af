import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.RuntimeInvisibleTypeAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeVisibleTypeAnnotationsAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes into a class what the JVM would otherwise spin at its first use, in every process anew:
 * the decision of a {@code switch} over types, and {@code equals} and {@code hashCode} of a record.
 * No AOT cache of JDK 25 holds those (it holds lambdas and string concatenation), and the first of
 * each sort takes as long as half an empty JVM. What they do stays the same.
 */
final class PlainCode {
  private static final String SWITCHES = "java/lang/runtime/SwitchBootstraps";
  private static final String RECORDS = "java/lang/runtime/ObjectMethods";
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

  private final ClassModel model;
  private final List<Consumer<ClassBuilder>> added = new ArrayList<>();

  private PlainCode(ClassModel model) {
    this.model = model;
  }

  /** Whether there may be something to write; cheap. */
  static boolean isWorthIt(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return text.contains(SWITCHES) || text.contains(RECORDS);
  }

  static byte[] of(ClassFile classes, byte[] content) {
    ClassModel model = classes.parse(content);
    PlainCode one = new PlainCode(model);
    ClassTransform bodies =
        ClassTransform.transformingMethods(
            PlainCode::isAffected,
            (method, element) -> {
              if (element instanceof CodeModel code) {
                method.transformCode(code, one::replace);
              } else {
                method.with(element);
              }
            });
    return classes.transformClass(
        model,
        bodies.andThen(
            ClassTransform.endHandler(type -> one.added.forEach(method -> method.accept(type)))));
  }

  private static boolean isAffected(MethodModel method) {
    return method
        .code()
        .map(code ->
            code.elementStream()
                .anyMatch(element ->
                    element instanceof InvokeDynamicInstruction call
                        && (isTypeSwitch(call) || isRecordMethod(call))))
        .orElse(false);
  }

  private static String owner(InvokeDynamicInstruction call) {
    return call.invokedynamic().bootstrap().bootstrapMethod().reference().owner().asInternalName();
  }

  private static List<LoadableConstantEntry> arguments(InvokeDynamicInstruction call) {
    return call.invokedynamic().bootstrap().arguments();
  }

  private static boolean isTypeSwitch(InvokeDynamicInstruction call) {
    return owner(call).equals(SWITCHES)
        && call.name().equalsString("typeSwitch")
        && !call.typeSymbol().parameterType(0).isPrimitive()
        && arguments(call).stream().allMatch(ClassEntry.class::isInstance);
  }

  private static boolean isRecordMethod(InvokeDynamicInstruction call) {
    return owner(call).equals(RECORDS) && !call.name().equalsString("toString");
  }

  private void replace(CodeBuilder code, CodeElement element) {
    if (element instanceof RuntimeVisibleTypeAnnotationsAttribute
        || element instanceof RuntimeInvisibleTypeAnnotationsAttribute) {
      // They name places in the code, which move; nobody reads those of a body at run time.
      return;
    }
    if (!(element instanceof InvokeDynamicInstruction call)
        || !(isTypeSwitch(call) || isRecordMethod(call))) {
      code.with(element);
      return;
    }
    String name = "$" + call.name().stringValue() + added.size();
    List<LoadableConstantEntry> arguments = arguments(call);
    Consumer<CodeBuilder> body =
        switch (call.name().stringValue()) {
          case "typeSwitch" -> method -> typeSwitch(method, arguments);
          case "hashCode" -> method -> hash(method, fields(arguments));
          case "equals" ->
              method -> equal(method, call.typeSymbol().parameterType(0), fields(arguments));
          default -> throw new IllegalStateException(call.toString());
        };
    added.add(type ->
        type.withMethodBody(
            name,
            call.typeSymbol(),
            ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
            body));
    boolean ofInterface = model.flags().has(java.lang.reflect.AccessFlag.INTERFACE);
    code.invokestatic(model.thisClass().asSymbol(), name, call.typeSymbol(), ofInterface);
  }

  /** (value, from) → the first label from there on that the value is of, or how many there are. */
  private static void typeSwitch(CodeBuilder code, List<LoadableConstantEntry> labels) {
    Label present = code.newLabel();
    code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
    for (int number = 0; number < labels.size(); number++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(number).if_icmpgt(next);
      code.aload(0).instanceOf(((ClassEntry) labels.get(number)).asSymbol()).ifeq(next);
      code.loadConstant(number).ireturn().labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
  }

  private record Field(ClassDesc owner, String name, ClassDesc type) {
    void load(CodeBuilder code, int slot) {
      code.aload(slot).getfield(owner, name, type);
    }

    ClassDesc box() {
      return switch (type.descriptorString()) {
        case "Z" -> ConstantDescs.CD_Boolean;
        case "B" -> ConstantDescs.CD_Byte;
        case "C" -> ConstantDescs.CD_Character;
        case "S" -> ConstantDescs.CD_Short;
        case "I" -> ConstantDescs.CD_Integer;
        case "J" -> ConstantDescs.CD_Long;
        case "F" -> ConstantDescs.CD_Float;
        case "D" -> ConstantDescs.CD_Double;
        default -> throw new IllegalStateException(type.descriptorString());
      };
    }
  }

  /** After the record's class and the names come the getters. */
  private static List<Field> fields(List<LoadableConstantEntry> arguments) {
    return arguments.stream()
        .skip(2)
        .map(argument -> ((MethodHandleEntry) argument).reference())
        .map(field ->
            new Field(
                field.owner().asSymbol(),
                field.name().stringValue(),
                ClassDesc.ofDescriptor(field.type().stringValue())))
        .toList();
  }

  private static void hash(CodeBuilder code, List<Field> fields) {
    code.iconst_0();
    for (Field field : fields) {
      code.bipush(31).imul();
      field.load(code, 0);
      boolean primitive = field.type().isPrimitive();
      code.invokestatic(
          primitive ? field.box() : OBJECTS,
          "hashCode",
          MethodTypeDesc.of(
              ConstantDescs.CD_int, primitive ? field.type() : ConstantDescs.CD_Object));
      code.iadd();
    }
    code.ireturn();
  }

  private static void equal(CodeBuilder code, ClassDesc type, List<Field> fields) {
    Label other = code.newLabel();
    Label differs = code.newLabel();
    code.aload(0).aload(1).if_acmpne(other).iconst_1().ireturn().labelBinding(other);
    code.aload(1).instanceOf(type).ifeq(differs);
    code.aload(1).checkcast(type).astore(2);
    for (Field field : fields) {
      field.load(code, 0);
      field.load(code, 2);
      if (field.type().isPrimitive()) {
        MethodTypeDesc compare =
            MethodTypeDesc.of(ConstantDescs.CD_int, field.type(), field.type());
        code.invokestatic(field.box(), "compare", compare).ifne(differs);
      } else {
        MethodTypeDesc equals =
            MethodTypeDesc.of(
                ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);
        code.invokestatic(OBJECTS, "equals", equals).ifeq(differs);
      }
    }
    code.iconst_1().ireturn().labelBinding(differs).iconst_0().ireturn();
  }
}
