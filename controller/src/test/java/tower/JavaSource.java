package tower;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * What the tidy test asks of one source file, read by the compiler's own parser: a regular
 * expression would find words in strings and comments and lose count of braces.
 *
 * @param path from the project's root, with slashes
 * @param text the whole file
 * @param types names of classes, interfaces, records and enums
 * @param methods methods and record components
 * @param uses everything else that a check may ask for
 */
record JavaSource(
    String path, String text, List<Named> types, List<Method> methods, List<Use> uses) {

  /** What the parser calls a constructor. */
  static final String CONSTRUCTOR = "<init>";

  /** A type's name and where it stands. */
  record Named(String name, long line) {}

  /** A method, constructor or record component; a component is one line long. */
  record Method(String name, long firstLine, long lastLine) {}

  /** A call by its name, an annotation as {@code @Name}, {@code System.out}, {@code double}. */
  record Use(String what, long line) {}

  static JavaSource parse(String path, String text) {
    var file =
        new SimpleJavaFileObject(
            URI.create("string:///" + path), SimpleJavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, List.of(file));
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      Reader reader = new Reader(unit, Trees.instance(task).getSourcePositions());
      reader.scan(unit, null);
      return new JavaSource(path, text, reader.types, reader.methods, reader.uses);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isMain() {
    return path.contains("/src/main/java/");
  }

  /** The room, or the empty string for a file that stands in none. */
  String room() {
    int base = path.indexOf("/java/tower/");
    if (base < 0) {
      return "";
    }
    String inside = path.substring(base + "/java/tower/".length());
    return inside.contains("/") ? inside.substring(0, inside.indexOf('/')) : "";
  }

  private static final class Reader extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Named> types = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();
    private final List<Use> uses = new ArrayList<>();

    Reader(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      String name = type.getSimpleName().toString();
      if (!name.isEmpty()) {
        types.add(new Named(name, first(type)));
      }
      if (type.getKind() == Tree.Kind.RECORD) {
        for (Tree member : type.getMembers()) {
          if (member instanceof VariableTree part && isComponent(part)) {
            methods.add(new Method(part.getName().toString(), first(part), first(part)));
          }
        }
      }
      return super.visitClass(type, null);
    }

    /** A record's other fields are static. */
    private static boolean isComponent(VariableTree field) {
      return !field.getModifiers().getFlags().contains(Modifier.STATIC);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      methods.add(new Method(method.getName().toString(), first(method), last(method)));
      return super.visitMethod(method, null);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
      ExpressionTree target = call.getMethodSelect();
      if (target instanceof IdentifierTree plain) {
        use(plain.getName() + "()", call);
      } else if (target instanceof MemberSelectTree select) {
        use(select.getIdentifier() + "()", call);
      }
      return super.visitMethodInvocation(call, null);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree reference, Void unused) {
      use(reference.getName() + "()", reference);
      return super.visitMemberReference(reference, null);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree select, Void unused) {
      if (select.getExpression().toString().matches("(java\\.lang\\.)?System")) {
        use("System." + select.getIdentifier(), select);
      }
      return super.visitMemberSelect(select, null);
    }

    @Override
    public Void visitAnnotation(AnnotationTree annotation, Void unused) {
      use("@" + annotation.getAnnotationType(), annotation);
      return super.visitAnnotation(annotation, null);
    }

    @Override
    public Void visitPrimitiveType(PrimitiveTypeTree type, Void unused) {
      TypeKind kind = type.getPrimitiveTypeKind();
      if (kind == TypeKind.DOUBLE || kind == TypeKind.FLOAT) {
        use("floating point", type);
      }
      return super.visitPrimitiveType(type, null);
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Void unused) {
      if (literal.getValue() instanceof Double || literal.getValue() instanceof Float) {
        use("floating point", literal);
      }
      return super.visitLiteral(literal, null);
    }

    private void use(String what, Tree tree) {
      uses.add(new Use(what, first(tree)));
    }

    private long first(Tree tree) {
      return unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
    }

    private long last(Tree tree) {
      return unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree) - 1);
    }
  }
}
